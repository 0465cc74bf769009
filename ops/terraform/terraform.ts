import { availableParallelism, totalmem } from "node:os";

/** How Terraform is run for one environment. */
export interface Terraform {
  /** The program. */
  readonly program: string;
  /** Terraform's CLI configuration file. */
  readonly configFile: string;
  /** Variables of the provider: credentials, endpoint. */
  readonly env: Readonly<Record<string, string>>;
  /** One log per state and verb is kept here. */
  readonly logsDir: string;
  /** Aborted: Terraform is asked to stop, once, and given time to write its state. */
  readonly signal: AbortSignal;
  /** Looks in AWS for what an apply that was cut off may have made. @default - nobody looks. */
  readonly find?: FindCreated;
}

/** A resource that a plan would create, as far as its values are known. */
export interface ToCreate {
  /** `aws_sqs_queue`. */
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * For each resource the ids under which AWS has what it would become, spelt as its import wants them; where the id follows
 * from a name, whether it is there or not. None where nobody can tell. Rejects when AWS does not answer.
 */
export type FindCreated = (resources: readonly ToCreate[]) => Promise<readonly (readonly string[])[]>;

/** One Terraform state: a folder with the stack's JSON in it. */
export interface StateFolder {
  /** Name of the stack. */
  readonly name: string;
  readonly dir: string;
  /** Stacks whose outputs this one reads. */
  readonly dependsOn: readonly string[];
}

/** Name of the saved plan inside a state's folder. */
export const planFile = "cap.tfplan";

/** Operations on resources at the same time; AWS throttles beyond, and the provider mostly waits. */
export const parallelism = 40;

/** Terraform and the provider of one state together, at most; measured with the largest, prod's runtime. */
const bytesEach = 2 ** 30;

/**
 * States that are planned or applied at the same time: as many as the machine has processors and memory for, and no more
 * than there are chains of states that do not wait for each other.
 */
export const atOnce = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / bytesEach), 4));
