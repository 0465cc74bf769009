import type { Fault } from "../../contracts/errors.ts";
import { fargateFaults } from "../../contracts/fargate.ts";
import { movesEvents, type Place, type ServiceName } from "../../contracts/names.ts";
import type { ServiceSize } from "../../environments/environment.ts";
import type { Grant } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { NetworkOutputs } from "../network/network.ts";
import type { SecretOutputs } from "../secrets/api-token.ts";
import type { ClusterOutputs } from "./cluster.ts";
import type { Demand } from "./demand.ts";
import type { TargetOutputs } from "./load-balancer.ts";
import type { RepositoryOutputs } from "./repositories.ts";
import type { Hours } from "./scaled-target.ts";

/** One ECS service. */
export interface ServiceProps {
  readonly place: Place;
  readonly name: ServiceName;
  readonly cluster: ClusterOutputs;
  readonly network: NetworkOutputs;
  readonly size: ServiceSize;
  /** What runs: a repository and the digest in it, `sha256:<64 hex digits>`. */
  readonly image: { readonly repository: RepositoryOutputs; readonly digest: string };
  /** Configuration in the clear. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables whose values ECS reads when a task starts. @default - none. */
  readonly secrets?: Readonly<Record<string, SecretOutputs>>;
  /** What the code may do. */
  readonly grants: readonly Grant[];
  readonly logs: { readonly key: KeyOutputs; readonly retentionDays: number };
  /** Makes the load balancer send requests here. @default - nobody calls the service. */
  readonly attach?: { readonly target: TargetOutputs; readonly port: number };
  /** Seconds between SIGTERM and SIGKILL: time to finish the batch at hand. @default - 30; Fargate allows 120. */
  readonly stopTimeoutSeconds?: number;
  /** What asks for more than `size.tasks`, up to `size.maxTasks`. @default - nothing: the number of tasks stays. */
  readonly demands?: readonly Demand[];
  /** When tasks run. @default - always. */
  readonly hours?: Hours;
  /** `promoted`: Terraform makes the first task definition and leaves the later ones alone. */
  readonly releases: "terraform" | "promoted";
}

/** Every fault of the props. */
export function validateService(p: ServiceProps): Fault[] {
  const faults = fargateFaults("size", p.size);
  const want = (ok: boolean, field: string, got: unknown, wanted: string): void => {
    if (!ok) faults.push({ field, got, want: wanted });
  };
  const { tasks, maxTasks = tasks, capacity } = p.size;
  want(Number.isInteger(tasks) && tasks >= 0, "size.tasks", tasks, "a whole number, at least 0");
  want(maxTasks >= tasks, "size.maxTasks", maxTasks, `at least size.tasks, ${tasks}`);
  const lost = capacity === "spot" && movesEvents.includes(p.name);
  want(!lost, "size.capacity", capacity, "on-demand: what moves events is never on Spot");
  want(/^sha256:[0-9a-f]{64}$/.test(p.image.digest), "image.digest", p.image.digest, "sha256: and 64 hex digits");
  const stop = p.stopTimeoutSeconds ?? 30;
  want(stop >= 1 && stop <= 120, "stopTimeoutSeconds", stop, "1 to 120");
  const twice = Object.keys(p.secrets ?? {}).filter((name) => name in p.environment);
  want(twice.length === 0, "secrets", twice, "names that environment does not have");
  return faults;
}
