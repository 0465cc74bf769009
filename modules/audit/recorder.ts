import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule/index.js";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder/index.js";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status/index.js";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel/index.js";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { AccountBucketOutputs } from "../bootstrap/account-bucket.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { type ConfigRule, configRules } from "./config-rules.ts";

/** How everything is set, and how it was. */
export interface RecorderProps {
  readonly place: Place;
  readonly bucket: AccountBucketOutputs;
  readonly key: KeyOutputs;
  /**
   * ARN of the role that records, which the account's own Region makes.
   * @default - this is that Region: it makes the role, and records what has no Region too.
   */
  readonly roleArn?: string;
}

/** What others need of the recorder. */
export interface RecorderOutputs {
  readonly roleArn: string;
}

/**
 * Config, recording everything in the role that AWS wants for it (FSBP Config.1). Network interfaces are recorded once a
 * day: each Fargate task has one for as long as it runs, and at 0.003 USD an item they would be most of the bill.
 */
export class Recorder extends Construct {
  readonly outputs: RecorderOutputs;
  constructor(scope: Construct, id: string, props: RecorderProps) {
    super(scope, id);
    const { place, bucket, key } = props;
    const home = props.roleArn === undefined;
    const roleArn = props.roleArn ?? this.role();
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name: names.of(place, "recorder"),
      roleArn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: home },
      recordingMode: {
        recordingFrequency: "CONTINUOUS",
        recordingModeOverride: {
          description: "interfaces come and go with every task",
          resourceTypes: ["AWS::EC2::NetworkInterface"],
          recordingFrequency: "DAILY",
        },
      },
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name: names.of(place, "recorder"),
      s3BucketName: bucket.name,
      s3KmsKeyArn: key.arn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, ...bucket.ready],
    });
    new ConfigConfigurationRecorderStatus(this, "on", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
    for (const [name, rule] of Object.entries(configRules)) this.rule(name, rule, place, recorder);
    this.outputs = { roleArn };
  }

  private role(): string {
    return new IamServiceLinkedRole(this, "role", {
      awsServiceName: "config.amazonaws.com",
      // AWS describes it in words of its own.
      lifecycle: { ignoreChanges: ["description"] },
    }).arn;
  }

  private rule(name: string, rule: ConfigRule, place: Place, recorder: ConfigConfigurationRecorder): void {
    const { id, controls, parameters, every } = rule;
    new ConfigConfigRule(this, name, {
      name: names.of(place, name),
      description: controls.join(", "),
      source: { owner: "AWS", sourceIdentifier: id },
      ...(parameters === undefined ? {} : { inputParameters: JSON.stringify(parameters) }),
      ...(every === undefined ? {} : { maximumExecutionFrequency: every }),
      dependsOn: [recorder],
    });
  }
}
