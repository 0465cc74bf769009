import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { policyDocument, type Statement } from "../identity/policy.ts";
import type { BucketOutputs } from "../lake/bucket.ts";
import type { TableOutputs } from "../tables/tables.ts";

/** Gateway endpoints of S3 and DynamoDB: free, and the traffic stays in AWS's network. */
export interface EndpointsProps {
  readonly place: Place;
  readonly vpcId: string;
  /** Tables of the private subnets. What translates addresses in the public ones fetches its packages from S3, by the internet. */
  readonly routeTableIds: readonly string[];
  /** What can be reached through them. */
  readonly reaches: { readonly buckets: readonly BucketOutputs[]; readonly tables: readonly TableOutputs[] };
}

/** What others need of the endpoints. */
export interface EndpointsOutputs {
  /** The addresses behind them, for rules of security groups. */
  readonly prefixLists: Readonly<Record<"s3" | "dynamodb", string>>;
  readonly ready: readonly ITerraformDependable[];
}

const through = (
  Action: readonly string[],
  Resource: readonly string[],
  only: Readonly<Record<string, string>>,
): Statement => ({ Effect: "Allow", Principal: "*", Action, Resource, Condition: { StringEquals: only } });

/** S3 (our buckets, and the layers of ECR images) and DynamoDB (our tables), for principals of our account. */
export class Endpoints extends Construct {
  readonly outputs: EndpointsOutputs;
  constructor(scope: Construct, id: string, { place, vpcId, routeTableIds, reaches }: EndpointsProps) {
    super(scope, id);
    const ours = { "aws:PrincipalAccount": place.account };
    const objects = ["s3:GetObject", "s3:PutObject"];
    const items = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"];
    const policies: Record<"s3" | "dynamodb", Statement[]> = {
      s3: [
        through(
          objects,
          reaches.buckets.map((b) => `${b.arn}/*`),
          ours,
        ),
        through(
          ["s3:ListBucket"],
          reaches.buckets.map((b) => b.arn),
          ours,
        ),
        // Fargate fetches image layers in ECR's name, whose account is not ours. Source: ECR user guide, "Minimum Amazon S3
        // bucket permissions".
        through(["s3:GetObject"], [`arn:aws:s3:::prod-${place.region}-starport-layer-bucket/*`], {
          "aws:SourceVpc": vpcId,
        }),
      ],
      dynamodb: [
        through(
          items,
          reaches.tables.map((t) => t.arn),
          ours,
        ),
      ],
    };
    const endpoint = (service: "s3" | "dynamodb"): VpcEndpoint =>
      new VpcEndpoint(this, service, {
        vpcId,
        serviceName: `com.amazonaws.${place.region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: [...routeTableIds],
        policy: policyDocument(policies[service]),
        tags: { Name: names.of(place, service) },
      });
    const [s3, dynamodb] = [endpoint("s3"), endpoint("dynamodb")];
    this.outputs = { prefixLists: { s3: s3.prefixListId, dynamodb: dynamodb.prefixListId }, ready: [s3, dynamodb] };
  }
}
