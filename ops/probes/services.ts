import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Service,
  type Task,
} from "@aws-sdk/client-ecs";
import { names } from "../../contracts/names.ts";
import { type Look, orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** The cluster: its name and status; the status is undefined when there is none. */
export const cluster = probe(async (look): Promise<{ readonly name: string; readonly status: string | undefined }> => {
  const { cluster: name } = await runtime(look);
  const answer = await orAbsent(look.client(ECSClient).send(new DescribeClustersCommand({ clusters: [name] })));
  return { name, status: answer?.clusters?.[0]?.status };
});

/** The newest deployment of a service. */
export interface DeploymentSeen {
  /** `COMPLETED`, `IN_PROGRESS`, `FAILED`; undefined for services that do not report it. */
  readonly state: string | undefined;
  readonly reason?: string;
  readonly startedAt?: Date;
  readonly updatedAt?: Date;
  readonly failedTasks: number;
}

/** An ECS service. */
export interface ServiceSeen {
  /** Its role: `collect`, `lake`, … */
  readonly name: string;
  /** Its name in the cluster. */
  readonly ecsName: string;
  readonly cluster: string;
  /** `ACTIVE`, `DRAINING`; undefined when there is no such service. */
  readonly status: string | undefined;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly deployment?: DeploymentSeen;
  /** Set when the service runs another revision than was deployed: that one was rolled back. */
  readonly rolledBackFrom?: string;
}

function deploymentOf(service: Service): DeploymentSeen | undefined {
  const primary = service.deployments?.find((d) => d.status === "PRIMARY");
  if (primary === undefined) return undefined;
  const { rolloutState: state, rolloutStateReason: reason, createdAt: startedAt, updatedAt, failedTasks = 0 } = primary;
  return {
    state,
    failedTasks,
    ...(reason === undefined ? {} : { reason }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
}

/** The revision that was deployed and is not what the service has come to rest on; `<family>:<revision>`. */
function rolledBackFrom(service: Service | undefined, deployed: string | undefined): string | undefined {
  const primary = service?.deployments?.find((d) => d.status === "PRIMARY");
  const atRest = primary !== undefined && primary.rolloutState !== "IN_PROGRESS";
  if (!atRest || deployed === undefined || primary.taskDefinition === deployed) return undefined;
  return deployed.slice(deployed.lastIndexOf("/") + 1);
}

/** Every service that the manifest names. */
export const services = probe(async (look): Promise<readonly ServiceSeen[]> => {
  const told = await runtime(look);
  const wanted = Object.keys(told.services);
  if (wanted.length === 0) return [];
  const ecsNames = wanted.map((name) => names.of(look.env, name));
  const command = new DescribeServicesCommand({ cluster: told.cluster, services: ecsNames });
  const found = (await orAbsent(look.client(ECSClient).send(command)))?.services ?? [];
  return wanted.map((name) => {
    const ecsName = names.of(look.env, name);
    const service = found.find((s) => s.serviceName === ecsName);
    const deployment = service === undefined ? undefined : deploymentOf(service);
    const rolledBack = rolledBackFrom(service, told.services[name]?.taskDefinition);
    return {
      name,
      ecsName,
      cluster: told.cluster,
      status: service?.status === "INACTIVE" ? undefined : service?.status,
      desired: service?.desiredCount ?? 0,
      running: service?.runningCount ?? 0,
      pending: service?.pendingCount ?? 0,
      ...(deployment === undefined ? {} : { deployment }),
      ...(rolledBack === undefined ? {} : { rolledBackFrom: rolledBack }),
    };
  });
});

/** A task that ended; ECS remembers them for about an hour. */
export interface StoppedTask {
  /** Role of the service it belonged to; undefined for a task of no service. */
  readonly service: string | undefined;
  readonly stoppedAt?: Date;
  /** `EssentialContainerExited`, `ServiceSchedulerInitiated`, `TaskFailedToStart`, … */
  readonly code: string;
  readonly reason: string;
  /** Exit code of its first container that has one. */
  readonly exit?: number;
}

function stoppedTask(look: Look, task: Task): StoppedTask {
  const service = /^service:(.+)$/.exec(task.group ?? "")?.[1]?.replace(names.of(look.env, ""), "");
  const exit = task.containers?.find((c) => c.exitCode !== undefined)?.exitCode;
  return {
    service,
    code: task.stopCode ?? "?",
    reason: task.stoppedReason ?? "",
    ...(task.stoppedAt === undefined ? {} : { stoppedAt: task.stoppedAt }),
    ...(exit === undefined ? {} : { exit }),
  };
}

/** Tasks that ended lately, at most the 100 that ECS lists first. */
export const stoppedTasks = probe(async (look): Promise<readonly StoppedTask[]> => {
  const { cluster: name } = await runtime(look);
  const ecs = look.client(ECSClient);
  const listed = await orAbsent(ecs.send(new ListTasksCommand({ cluster: name, desiredStatus: "STOPPED" })));
  const tasks = listed?.taskArns ?? [];
  if (tasks.length === 0) return [];
  const answer = await ecs.send(new DescribeTasksCommand({ cluster: name, tasks: tasks.slice(0, 100) }));
  return (answer.tasks ?? []).map((task) => stoppedTask(look, task));
});
