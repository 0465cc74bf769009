import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { InterfaceEndpoint } from "../../environments/environment.ts";
import { policyDocument } from "../identity/policy.ts";
import { endpointPolicy } from "./endpoint-policies.ts";
import { securityGroup } from "./security-group.ts";

/** Services of AWS that get an address of their own in the VPC. */
export interface InterfaceEndpointsProps {
  readonly place: Place;
  readonly vpcId: string;
  readonly services: readonly InterfaceEndpoint[];
  /** Private subnets; each costs 7.30 USD a month per service, + 0.01 USD/GB. */
  readonly subnetIds: readonly string[];
}

/** What others need of the endpoints. */
export interface InterfaceEndpointsOutputs {
  /** Their security group, where there are any. */
  readonly group?: string;
  readonly ready: readonly ITerraformDependable[];
}

/** Interface endpoints that answer to AWS's own host names; nothing where no service asks for one. */
export class InterfaceEndpoints extends Construct {
  readonly outputs: InterfaceEndpointsOutputs;
  constructor(scope: Construct, id: string, { place, vpcId, services, subnetIds }: InterfaceEndpointsProps) {
    super(scope, id);
    if (services.length === 0) {
      this.outputs = { ready: [] };
      return;
    }
    const group = securityGroup(this, "endpoints", {
      place,
      vpcId,
      description: "Interface endpoints of AWS services",
    });
    const ready = services.map(
      (service) =>
        new VpcEndpoint(this, service.replace(".", "-"), {
          vpcId,
          serviceName: `com.amazonaws.${place.region}.${service}`,
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: [...subnetIds],
          securityGroupIds: [group],
          policy: policyDocument(endpointPolicy(service, place)),
          tags: { Name: names.of(place, service) },
        }),
    );
    this.outputs = { group, ready };
  }
}
