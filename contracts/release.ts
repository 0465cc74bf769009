import { z } from "zod";
import { type ServiceName, serviceNames } from "./names.ts";

/**
 * Packages that stay outside of every bundle of a service: native modules, and those that read files of their own beside
 * their code. A program finds them in a `node_modules` beside it.
 */
export const unbundled: readonly string[] = ["@duckdb/*", "@fastify/swagger-ui", "@fastify/static", "@platformatic/*"];

/** First line of every bundle: packages of CommonJS call `require`, which an ES module does not have. */
export const bundleBanner =
  'import { createRequire as capRequire } from "node:module"; const require = capRequire(import.meta.url);';

/** Version of Node that runs functions: the newest of Lambda that the provider knows, older than the one that runs images. */
export const nodeOfFunctions = 22;

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const image = z.object({
  /** ECR repository, without a registry; the image's name alone where the release is for every environment. */
  repository: z.string(),
  /** Immutable; says the content: `sha256-<hex>`. */
  tag: z.string(),
  /** Digest of the content: what a task definition names. */
  digest,
});

const bundle = z.object({
  /** Path of the zip on the machine that applies; a relative one begins at the folder of the release file. */
  zip: z.string(),
  /** Base64 SHA-256 of the zip, as Lambda tells it (`source_code_hash`). */
  hash: z.string(),
});

/**
 * The programs that an environment is to run, made by the build: what `main.ts` is told beside the environment, as a
 * JSON file whose path stands in CAP_RELEASE.
 */
export const release = z.object({
  /** Commit of the sources; ends with `-dirty` when the tree had changes. */
  commit: z.string(),
  images: z.object({
    ...(Object.fromEntries(serviceNames.map((name) => [name, image])) as Record<ServiceName, typeof image>),
    /** Kafka's own image, copied digest and all; only where Kafka runs on Fargate. */
    kafka: image.optional(),
  }),
  functions: z.object({ freshness: bundle, authorizer: bundle }),
});
/** See {@link release}. */
export type Release = z.infer<typeof release>;
