import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { names, type ServiceName, serviceNames } from "../../contracts/names.ts";
import type { Release } from "../../contracts/release.ts";
import type { Environment } from "../../environments/environment.ts";
import { endBundling } from "../../local/bundle.ts";
import { buildImage } from "../../local/images.ts";
import type { Layout } from "../../local/layout.ts";
import { root } from "../home.ts";
import { digestOfSources } from "../source-digest.ts";
import { keepRelease, keptRelease, releaseFileOf } from "./kept-release.ts";
import { buildFunctions, sourcesOf } from "./programs.ts";
import { sourceTree } from "./source-tree.ts";

/** What decides what comes out of a build; packages by their lock file. */
const sources = {
  folders: ["adapters", "contracts", "services", "local/kafka-node"],
  files: [
    "local/bundle.ts",
    "local/functions.ts",
    "local/images.ts",
    "local/zip.ts",
    "package-lock.json",
    "tsconfig.json",
  ],
} as const;

/**
 * Builds the programs of an environment: images into the image store, functions as zips, and the release file that
 * `main.ts` reads. The same sources give the same release, so that what was built from them before is not built again:
 * a build takes seconds of processor and 600 MB, and stands before every plan.
 *
 * @param kafkaHome folder of Apache Kafka, for an environment whose nodes are tasks. @default - nodes that do not start
 * @returns path of the release file
 */
export async function buildRelease(env: Environment, layout: Layout, kafkaHome?: string): Promise<string> {
  const repositories = serviceNames.map((name) => names.repository(env, name));
  const inputs = await digestOfSources(root, sources, [repositories, env.streaming.kind, kafkaHome ?? null]);
  const [{ commit: head, clean }, kept] = await Promise.all([sourceTree(), keptRelease(layout, inputs)]);
  const commit = `${head}${clean ? "" : "-dirty"}`;
  if (kept?.commit === commit) return releaseFileOf(layout);
  const programs = kept ?? (await buildPrograms(env, layout, kafkaHome).finally(endBundling));
  return await keepRelease(layout, inputs, { ...programs, commit });
}

async function buildPrograms(env: Environment, layout: Layout, kafkaHome?: string): Promise<Omit<Release, "commit">> {
  const [functions, ...images] = await Promise.all([
    built("a function", buildFunctions(layout.functions)),
    ...serviceNames.map((name) => built(name, image(env, layout, name))),
  ]);
  const byName = Object.fromEntries(serviceNames.map((name, i) => [name, images[i]])) as Release["images"];
  const kafka = env.streaming.kind === "kraft-on-fargate" ? { kafka: await kafkaImage(env, layout, kafkaHome) } : {};
  return { images: { ...byName, ...kafka }, functions };
}

const image = (env: Environment, layout: Layout, name: ServiceName): ReturnType<typeof buildImage> =>
  buildImage(layout.images, { repository: names.repository(env, name), ...sourcesOf(name) });

const kafkaImage = (env: Environment, layout: Layout, home: string | undefined): ReturnType<typeof buildImage> =>
  built(
    "kafka",
    buildImage(layout.images, {
      repository: names.repository(env, "kafka"),
      entry: join(root, "local/kafka-node/main.ts"),
      statics: join(root, "local/kafka-node/static"),
      root,
      ...(home === undefined ? {} : { beside: { kafka: home } }),
    }),
  );

/** A source that does not bundle is the operator's to mend: it was changed on this machine. */
async function built<T>(name: string, building: Promise<T>): Promise<T> {
  try {
    return await building;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError("CAP_BUILD", `${name} could not be built; nothing was changed\n${said}`, [
      "correct what is said above, then run the same command again",
    ]);
  }
}
