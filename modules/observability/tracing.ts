import { XrayGroup } from "@cdktf/provider-aws/lib/xray-group/index.js";
import { XraySamplingRule } from "@cdktf/provider-aws/lib/xray-sampling-rule/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";

/** Which requests of an environment are traced. */
export interface TracingProps {
  readonly place: Place;
  /** Share of requests beyond the first of each second, above 0 and at most 1. */
  readonly share: number;
  /**
   * Names under which what sends traces appears in them: a function by its own, a stage of an API by {@link stageInTraces}.
   * A name that sends none is found in no trace, and AWS does not say so.
   */
  readonly services: readonly string[];
}

/** What others need of tracing. */
export interface TracingOutputs {
  /** Names of the groups. */
  readonly groups: readonly string[];
}

/** Name of an API's stage in traces. Source: API Gateway developer guide, "Configure AWS X-Ray sampling rules". */
export const stageInTraces = (api: string, stage: string): string => `${api}/${stage}`;

/** Every fault of the props. */
export function validateTracing({ share, services }: TracingProps): Fault[] {
  const faults: Fault[] = [];
  if (!(share > 0 && share <= 1)) faults.push({ field: "share", got: share, want: "above 0, at most 1" });
  if (services.length === 0) faults.push({ field: "services", got: "none", want: "at least 1" });
  return faults;
}

/**
 * Two sampling rules, health checks never and everything else by its share, and two groups of traces to look at first: what
 * failed and what was slow. Rules and groups belong to the account; the environment's prefix holds them apart.
 */
export class Tracing extends Construct {
  readonly outputs: TracingOutputs;
  constructor(scope: Construct, id: string, props: TracingProps) {
    super(scope, id);
    assertValid("tracing", validateTracing(props));
    const { place, share, services } = props;
    this.sample("quiet", place, { priority: 100, fixedRate: 0, reservoirSize: 0, urlPath: "/healthz" });
    this.sample("usual", place, { priority: 1000, fixedRate: share, reservoirSize: 1, urlPath: "*" });
    const ours = (filter: string): string => services.map((name) => `service("${name}") { ${filter} }`).join(" OR ");
    const groups = [this.group("failed", place, ours("fault")), this.group("slow", place, ours("responsetime > 2"))];
    this.outputs = { groups };
  }

  private sample(
    name: string,
    place: Place,
    rule: Pick<XraySamplingRule, "priority" | "fixedRate" | "reservoirSize" | "urlPath">,
  ): void {
    new XraySamplingRule(this, name, {
      ruleName: names.of(place, name),
      ...rule,
      serviceName: `${names.prefix(place)}-*`,
      serviceType: "*",
      host: "*",
      httpMethod: "*",
      resourceArn: "*",
      version: 1,
    });
  }

  private group(name: string, place: Place, filterExpression: string): string {
    return new XrayGroup(this, `group-${name}`, {
      groupName: names.of(place, name),
      filterExpression,
      insightsConfiguration: { insightsEnabled: true, notificationsEnabled: false },
    }).groupName;
  }
}
