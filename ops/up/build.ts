import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { names, type ServiceName, serviceNames } from "../../contracts/names.ts";
import type { Release } from "../../contracts/release.ts";
import type { Environment } from "../../environments/environment.ts";
import { buildFunction } from "../../local/functions.ts";
import { buildImage } from "../../local/images.ts";
import type { Layout } from "../../local/layout.ts";
import { root } from "../home.ts";
import { runChild } from "../process/run.ts";

/**
 * Builds the programs of an environment: images into the image store, functions as zips, and the release file that
 * `main.ts` reads. The same sources give the same release.
 *
 * @param kafkaHome folder of Apache Kafka, for an environment whose nodes are tasks. @default - nodes that do not start
 * @returns path of the release file
 */
export async function buildRelease(env: Environment, layout: Layout, kafkaHome?: string): Promise<string> {
  const lambda = (name: string, folder: string) =>
    built(name, buildFunction(layout.functions, name, join(root, "services", folder, "index.ts"), root));
  const [commit, freshness, authorizer, ...images] = await Promise.all([
    currentCommit(),
    lambda("freshness", "freshness"),
    lambda("authorizer", "authorize"),
    ...serviceNames.map((name) => built(name, image(env, layout, name))),
  ]);
  const byName = Object.fromEntries(serviceNames.map((name, i) => [name, images[i]])) as Release["images"];
  const kafka = env.streaming.kind === "kraft-on-fargate" ? { kafka: await kafkaImage(env, layout, kafkaHome) } : {};
  const release: Release = { commit, images: { ...byName, ...kafka }, functions: { freshness, authorizer } };
  const file = join(layout.home, "release.json");
  await mkdir(layout.home, { recursive: true });
  await writeFile(`${file}.${process.pid}`, `${JSON.stringify(release, undefined, 2)}\n`);
  await rename(`${file}.${process.pid}`, file);
  return file;
}

const image = (env: Environment, layout: Layout, name: ServiceName): ReturnType<typeof buildImage> =>
  buildImage(layout.images, {
    repository: names.repository(env, name),
    entry: join(root, "services", name, "main.ts"),
    statics: join(root, "services", name, "static"),
    root,
  });

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

/** Without the changes of the working tree the commit would promise something that does not run. */
async function currentCommit(): Promise<string> {
  const git = async (...args: string[]): Promise<string> => {
    const ended = await runChild({ command: "git", args, cwd: root, timeoutMs: 10_000 });
    return ended.code === 0 ? ended.stdout.trim() : "";
  };
  try {
    const commit = await git("rev-parse", "--short=12", "HEAD");
    const dirty = (await git("status", "--porcelain", "--untracked-files=no")) !== "";
    return commit === "" ? "unknown" : `${commit}${dirty ? "-dirty" : ""}`;
  } catch {
    return "unknown";
  }
}
