import type { Resource } from "../support/synthesised.ts";
import { type Property, plant } from "./property.ts";

interface Target {
  readonly name: string;
  readonly resource_type: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly resource_arns?: readonly string[];
}

/** What an ARN of a kind of target is made of, in this state or handed over from another. */
const referred: Readonly<Record<string, RegExp>> = {
  "aws:ec2:subnet": /\$\{aws_subnet\.[\w-]+\.id\}$/,
  "aws:s3:bucket": /\$\{(aws_s3_bucket\.[\w-]+\.arn|data\.[\w.-]+-output-aws_s3_bucket\w+arn)\}$/,
};

/** Whether a value is the name of a resource: as it was given, or as a reference to it. */
const isNameOf = (value: string | undefined, { address, has }: Resource): boolean =>
  value !== undefined && (value === has["name"] || value === `\${${address}.name}`);

/** Which parts of a target name nothing that the environment has. */
function lost(target: Target, resources: readonly Resource[]): readonly string[] {
  const of = (type: string): readonly Resource[] => resources.filter((r) => r.type === type);
  if (target.resource_type === "aws:ecs:task") {
    const { cluster, service } = target.parameters ?? {};
    const clusters = of("aws_ecs_cluster").filter((r) => isNameOf(cluster, r));
    const within = of("aws_ecs_service").filter((r) =>
      clusters.some(({ address }) => String(r.has["cluster"]).startsWith(`\${${address}.`)),
    );
    if (clusters.length === 0) return [`cluster ${cluster}`];
    return within.some((r) => isNameOf(service, r)) ? [] : [`service ${service}`];
  }
  const arns = target.resource_arns ?? [];
  const pattern = referred[target.resource_type];
  if (pattern === undefined || arns.length === 0) return [`${target.resource_type}: nothing by its ARN`];
  const known = new Set(resources.map((r) => r.address));
  return arns.filter((arn) => {
    const own = /\$\{(aws_\w+\.[\w-]+)\./.exec(arn)?.[1];
    return !pattern.test(arn) || (own !== undefined && !known.has(own));
  });
}

/** FIS takes any name, and finds out that it is nobody's when the experiment is started. */
export const experimentTargets: Property = {
  holds: "every experiment has a target that the environment has",
  violations: ({ resources }) =>
    resources
      .filter((r) => r.type === "aws_fis_experiment_template")
      .flatMap((r) =>
        (r.has["target"] as readonly Target[]).flatMap((target) =>
          lost(target, resources).map((what) => `${r.address}: target ${target.name} is ${what}`),
        ),
      ),
  planted: [
    plantTarget({ resource_type: "aws:ecs:task", parameters: { cluster: "cap-prod", service: "collect" } }),
    plantTarget({ resource_type: "aws:ec2:subnet", resource_arns: ["arn:aws:ec2:eu-west-1:1:subnet/subnet-0"] }),
    plantTarget({
      resource_type: "aws:ec2:subnet",
      resource_arns: [`arn:aws:ec2:eu-west-1:1:subnet/\${aws_subnet.gone.id}`],
    }),
    plantTarget({ resource_type: "aws:s3:bucket", resource_arns: [] }),
    plantTarget({ resource_type: "aws:ec2:instance" }),
  ],
};

function plantTarget(target: Omit<Target, "name">): Resource {
  return plant("aws_fis_experiment_template", { target: [{ name: "one", ...target }] });
}
