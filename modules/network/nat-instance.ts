import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { Eip } from "@cdktf/provider-aws/lib/eip/index.js";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template/index.js";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { BugError } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import type { EgressProps } from "./egress-props.ts";
import { natInstanceProfile } from "./nat-instance-role.ts";
import { natInstanceUserData } from "./nat-instance-user-data.ts";
import { securityGroup } from "./security-group.ts";
import type { SubnetOutputs } from "./subnets.ts";

/** What others need of the instance. */
export interface NatInstanceOutputs {
  /** Name of the Auto Scaling group, which is how CloudWatch knows an instance that is replaced. */
  readonly autoScalingGroup: string;
  /** Its security group; who is to be translated needs a passage to it. */
  readonly group: string;
}

// Resolved by EC2 when it starts an instance: no plan asks for it, and a replacement comes with today's patches.
const image = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/**
 * One t4g.nano that translates addresses: 3.07 USD + 3.65 USD for its address a month. It stands in the first zone and
 * is replaced when it fails, which cuts everybody off for one to three minutes.
 *
 * The interface outlives the instance: address, routes and the switched-off check of source and destination belong to
 * it, so a replacement takes it over and nothing else changes. Source: EC2 Auto Scaling API, AvailabilityZones ("for
 * attaching a network interface when an existing network interface ID is specified in a launch template").
 */
export class NatInstance extends Construct {
  readonly outputs: NatInstanceOutputs & { readonly routes: readonly ITerraformDependable[] };
  constructor(scope: Construct, id: string, props: EgressProps) {
    super(scope, id);
    const { place, vpcId, subnets } = props;
    const [home] = subnets.public;
    if (home === undefined) throw new BugError("a network without public subnets cannot translate addresses");
    const group = this.group({ place, vpcId });
    const card = this.card(props, home, group);
    const scaled = this.scaled(props, home, this.template(props, card));
    const way = { destinationCidrBlock: "0.0.0.0/0", networkInterfaceId: card.id };
    const routes = subnets.private.map(
      ({ routeTableId }, i) => new Route(this, `route-${i}`, { routeTableId, ...way }),
    );
    this.outputs = { autoScalingGroup: scaled.name, group, routes };
  }

  private group({ place, vpcId }: Pick<EgressProps, "place" | "vpcId">): string {
    const group = securityGroup(this, "nat", { place, vpcId, description: "Translates addresses; nobody logs in" });
    new VpcSecurityGroupEgressRule(this, "internet", {
      securityGroupId: group,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "what it translates, its packages and Session Manager",
    });
    return group;
  }

  private card({ place }: EgressProps, home: SubnetOutputs, group: string): NetworkInterface {
    const tags = { Name: names.of(place, "nat") };
    const card = new NetworkInterface(this, "card", {
      subnetId: home.id,
      securityGroups: [group],
      sourceDestCheck: false,
      description: `${names.of(place, "nat")}: outlives the instance that uses it`,
      tags,
      // The instance that holds it is Auto Scaling's business.
      lifecycle: { ignoreChanges: ["attachment"] },
    });
    new Eip(this, "address", { domain: "vpc", networkInterface: card.id, tags });
    return card;
  }

  private template({ place, key }: EgressProps, card: NetworkInterface): LaunchTemplate {
    const tags = { Name: names.of(place, "nat") };
    return new LaunchTemplate(this, "template", {
      name: names.of(place, "nat"),
      imageId: image,
      instanceType: "t4g.nano",
      updateDefaultVersion: true,
      iamInstanceProfile: { name: natInstanceProfile(this, place) },
      networkInterfaces: [{ networkInterfaceId: card.id, deviceIndex: 0 }],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      // Standard: a busy month is slower, not dearer.
      creditSpecification: { cpuCredits: "standard" },
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: key.arn, volumeSize: 8, volumeType: "gp3" } },
      ],
      // The tags that bills are read by come from stacks/component-tag.ts.
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      userData: Buffer.from(natInstanceUserData).toString("base64"),
    });
  }

  private scaled({ place }: EgressProps, home: SubnetOutputs, template: LaunchTemplate): AutoscalingGroup {
    return new AutoscalingGroup(this, "scaled", {
      name: names.of(place, "nat"),
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      availabilityZones: [home.zone],
      healthCheckType: "EC2",
      healthCheckGracePeriod: 120,
      launchTemplate: { id: template.id, version: "$Latest" },
      // Patches come with the image, so one runs for a month at most. Auto Scaling ends it before it starts the next,
      // which takes over the card. Source: EC2 Auto Scaling user guide, "Instance maintenance policies".
      maxInstanceLifetime: 30 * 86_400,
      waitForCapacityTimeout: "0",
      tag: [{ key: "Name", value: names.of(place, "nat"), propagateAtLaunch: false }],
    });
  }
}
