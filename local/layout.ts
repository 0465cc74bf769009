import { join } from "node:path";

/** Where everything of one environment lies on this machine. */
export interface Layout {
  readonly home: string;
  /** Terraform JSON, a folder per stack, and the states. */
  readonly terraform: string;
  /** Saved state of the emulated AWS. */
  readonly state: string;
  /** S3 objects as plain files: `<account>/<bucket>/<key>`. */
  readonly objects: string;
  /** Image store: a folder per digest. */
  readonly images: string;
  /** Zips of the functions, named by their content. */
  readonly functions: string;
  /** Working directory of the ECS tasks: the embedded bus lives here. */
  readonly volumes: string;
  readonly logs: string;
}

/** The layout below an environment's folder. */
export const layoutOf = (home: string): Layout => ({
  home,
  terraform: join(home, "terraform"),
  state: join(home, "aws", "state"),
  objects: join(home, "aws", "s3"),
  images: join(home, "images"),
  functions: join(home, "functions"),
  volumes: join(home, "volumes"),
  logs: join(home, "logs"),
});
