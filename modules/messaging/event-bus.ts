import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive/index.js";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus/index.js";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { policyDocument } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** An event bus of the environment's own. */
export interface EventBusProps {
  readonly place: Place;
  /** Name without the environment's prefix. */
  readonly name: string;
  readonly key: KeyOutputs;
  /** Days that every event is kept to be replayed. @default - 30. */
  readonly archiveDays?: number;
}

/** What others need of the bus. */
export interface EventBusOutputs {
  readonly name: string;
  readonly arn: string;
}

/** Every fault of the props. */
export function validateEventBus({ archiveDays: days = 30 }: EventBusProps): Fault[] {
  // With 0 EventBridge keeps them for ever.
  const fine = Number.isInteger(days) && days >= 1;
  return fine ? [] : [{ field: "archiveDays", got: days, want: "a whole number, at least 1" }];
}

/** An encrypted bus that its own account alone may put events on, with an archive of all of them. */
export class EventBus extends Construct {
  readonly outputs: EventBusOutputs;
  constructor(scope: Construct, id: string, props: EventBusProps) {
    super(scope, id);
    assertValid(`event bus ${props.name}`, validateEventBus(props));
    const { place, key, archiveDays = 30 } = props;
    const name = names.of(place, props.name);
    const bus = new CloudwatchEventBus(this, "bus", { name, kmsKeyIdentifier: key.arn });
    new CloudwatchEventBusPolicy(this, "policy", {
      eventBusName: bus.name,
      policy: policyDocument([
        {
          Sid: "Account",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${place.account}:root` },
          Action: ["events:PutEvents"],
          Resource: [bus.arn],
        },
      ]),
    });
    // In a key of EventBridge's own: this version of the provider cannot say another.
    new CloudwatchEventArchive(this, "archive", { name, eventSourceArn: bus.arn, retentionDays: archiveDays });
    this.outputs = { name: bus.name, arn: bus.arn };
  }
}
