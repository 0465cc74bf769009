import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { policyDocument } from "../identity/policy.ts";
import { keyPolicy } from "../keys/key-policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { AlarmTopic } from "../observability/alarm-topic.ts";
import { Alarms } from "../observability/alarms.ts";
import { entranceCheckAlarm } from "./alarms.ts";
import { EntranceCheck, type EntranceCheckOutputs, type EntranceCheckProps } from "./entrance-check.ts";

/** Where Route 53 keeps the metrics of its checks. Source: Route 53 developer guide, "Monitoring health checks". */
export const healthCheckRegion = "us-east-1";

/** An entrance that is watched from outside its Region. */
export interface ReachabilityProps extends EntranceCheckProps {
  /** In {@link healthCheckRegion}: an alarm sees metrics of its own Region only. */
  readonly place: Place;
  /** Who is told by e-mail. */
  readonly notify: readonly string[];
  /** `protected` refuses to plan the destruction of the topic's key. */
  readonly safety: "disposable" | "protected";
}

/**
 * A health check with an alarm of its own, outside the Region that it watches: the alarms of a lost Region are lost with
 * it. Topic and key stand beside it, for an alarm can only tell a topic of its own Region.
 */
export class Reachability extends Construct {
  readonly outputs: EntranceCheckOutputs;
  constructor(scope: Construct, id: string, props: ReachabilityProps) {
    super(scope, id);
    const { place, notify, safety } = props;
    this.outputs = new EntranceCheck(this, "entrance", props).outputs;
    const topic = new AlarmTopic(this, "topic", { place, name: "pages", key: this.key(place, safety), notify }).outputs;
    new Alarms(this, "alarms", { place, topic, alarms: [entranceCheckAlarm(this.outputs)] });
  }

  private key(place: Place, safety: ReachabilityProps["safety"]): KeyOutputs {
    const key = new KmsKey(this, "key", {
      description: `${names.of(place, "pages")}: alarms on their way`,
      enableKeyRotation: true,
      deletionWindowInDays: safety === "protected" ? 30 : 7,
      policy: policyDocument(keyPolicy("operations", place)),
      lifecycle: { preventDestroy: safety === "protected" },
    });
    key.overrideLogicalId("key_pages");
    const alias = new KmsAlias(this, "alias", { name: `alias/${names.of(place, "pages")}`, targetKeyId: key.keyId });
    return { arn: key.arn, id: key.keyId, alias: alias.name };
  }
}
