import {
  FisExperimentTemplate,
  type FisExperimentTemplateAction,
  type FisExperimentTemplateTarget,
} from "@cdktf/provider-aws/lib/fis-experiment-template/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { ServiceOutputs } from "../compute/service.ts";
import type { Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";
import type { BucketOutputs } from "../lake/bucket.ts";
import { grantCutOff, grantPauseReplication, grantStopTasks } from "./experiment-grants.ts";

/** What may be broken on purpose. */
export interface ExperimentsProps {
  readonly place: Place;
  /** Services of which a task is stopped, by their part of the platform. */
  readonly services: Readonly<Record<string, Pick<ServiceOutputs, "name" | "cluster">>>;
  readonly vpcId: string;
  /** The private subnet of one zone: cut off, the zone is as good as lost to what runs in it. */
  readonly subnetId: string;
  /** Buckets whose replication is paused. @default - nothing is replicated, so nothing is paused. */
  readonly replicated?: { readonly buckets: readonly BucketOutputs[]; readonly toRegion: string };
  /** ARNs of alarms that end an experiment at once, at most 5. */
  readonly stopAt: readonly string[];
}

/** What others need of the experiments. */
export interface ExperimentsOutputs {
  /** Ids of the templates, by name. */
  readonly templates: Readonly<Record<string, string>>;
}

/** Every fault of the props. */
export function validateExperiments({ stopAt, services }: ExperimentsProps): Fault[] {
  const faults: Fault[] = [];
  if (!(stopAt.length >= 1 && stopAt.length <= 5))
    faults.push({ field: "stopAt", got: stopAt.length, want: "1 to 5 alarms: an experiment has to have an end" });
  if (Object.keys(services).length === 0) faults.push({ field: "services", got: "none", want: "at least 1" });
  return faults;
}

interface Experiment {
  readonly means: string;
  readonly action: FisExperimentTemplateAction;
  readonly target: FisExperimentTemplateTarget;
  readonly grants: Grant;
}

/** FIS templates: written down, run by nobody but a person or a drill, each by a role that can break this and no more. */
export class Experiments extends Construct {
  readonly outputs: ExperimentsOutputs;
  constructor(scope: Construct, id: string, props: ExperimentsProps) {
    super(scope, id);
    assertValid("experiments", validateExperiments(props));
    const all: Record<string, Experiment> = {
      ...taskLosses(props),
      "zone-cut-off": zoneCutOff(props),
      ...paused(props),
    };
    const made = Object.entries(all).map(([name, e]) => [name, this.template(name, e, props)] as const);
    this.outputs = { templates: Object.fromEntries(made) };
  }

  private template(name: string, { means, action, target, grants }: Experiment, props: ExperimentsProps): string {
    const { place, stopAt } = props;
    const role = new Role(this, `${name}-role`, {
      place,
      name: `fis-${name}`,
      assumedBy: "fis.amazonaws.com",
      grants: [grants],
    }).outputs;
    return new FisExperimentTemplate(this, name, {
      description: means,
      roleArn: role.arn,
      action: [action],
      target: [target],
      stopCondition: stopAt.map((value) => ({ source: "aws:cloudwatch:alarm", value })),
      experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
      tags: { Name: names.of(place, name) },
      dependsOn: [...role.ready],
    }).id;
  }
}

/** FIS knows a service by the name that ECS knows it by, and only when an experiment starts does it find out whether there is one. */
const taskLosses = ({ place, services }: ExperimentsProps): Record<string, Experiment> =>
  Object.fromEntries(
    Object.entries(services).map(([part, { cluster, name: service }]) => [
      `stop-${part}`,
      {
        means: `A task of ${part} stops: does another take over, and is nothing lost?`,
        action: { name: "stop", actionId: "aws:ecs:stop-task", target: { key: "Tasks", value: "one" } },
        target: {
          name: "one",
          resourceType: "aws:ecs:task",
          selectionMode: "COUNT(1)",
          parameters: { cluster, service },
        },
        grants: grantStopTasks(place, cluster),
      },
    ]),
  );

const minutes = (n: number) => ({ key: "duration", value: `PT${n}M` });

const zoneCutOff = ({ place, vpcId, subnetId }: ExperimentsProps): Experiment => ({
  means: "The private subnet of one zone is cut off: do the other zones carry on?",
  action: {
    name: "cut-off",
    actionId: "aws:network:disrupt-connectivity",
    parameter: [minutes(5), { key: "scope", value: "all" }],
    target: { key: "Subnets", value: "zone" },
  },
  target: {
    name: "zone",
    resourceType: "aws:ec2:subnet",
    selectionMode: "ALL",
    resourceArns: [`arn:aws:ec2:${place.region}:${place.account}:subnet/${subnetId}`],
  },
  grants: grantCutOff(place, vpcId, [subnetId]),
});

function paused({ replicated }: ExperimentsProps): Record<string, Experiment> {
  if (replicated === undefined) return {};
  const arns = replicated.buckets.map((bucket) => bucket.arn);
  return {
    "replication-paused": {
      means: "Replication to the recovery Region pauses: is it noticed, and does it catch up?",
      action: {
        name: "pause",
        actionId: "aws:s3:bucket-pause-replication",
        parameter: [minutes(20), { key: "region", value: replicated.toRegion }],
        target: { key: "Buckets", value: "lake" },
      },
      target: { name: "lake", resourceType: "aws:s3:bucket", selectionMode: "ALL", resourceArns: arns },
      grants: grantPauseReplication(arns, replicated.toRegion),
    },
  };
}
