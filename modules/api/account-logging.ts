import { ApiGatewayAccount } from "@cdktf/provider-aws/lib/api-gateway-account/index.js";
import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";
import { allow } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";

/** The role in which API Gateway writes logs. */
export interface ApiAccountLoggingProps {
  readonly place: Place;
}

/**
 * An account has one such role per Region, for the logs of every REST API in it: two environments would fight over it.
 * It reaches log groups of APIs only. Source: API Gateway developer guide, "Set up CloudWatch logging for REST APIs".
 */
export class ApiAccountLogging extends Construct {
  constructor(scope: Construct, id: string, { place }: ApiAccountLoggingProps) {
    super(scope, id);
    const group = (pattern: string): string => `arn:aws:logs:${place.region}:${place.account}:log-group:${pattern}`;
    const ours = [group("API-Gateway-Execution-Logs_*"), group("/cap/*")];
    const role = new Role(this, "role", {
      place,
      name: "api-logs",
      assumedBy: "apigateway.amazonaws.com",
      grants: [
        [
          allow(["logs:CreateLogGroup", "logs:DescribeLogStreams", "logs:FilterLogEvents"], ours),
          allow(
            ["logs:CreateLogStream", "logs:PutLogEvents", "logs:GetLogEvents"],
            ours.map((arn) => `${arn}:log-stream:*`),
          ),
          allow(["logs:DescribeLogGroups"], [group("*")]),
        ],
      ],
    }).outputs;
    new ApiGatewayAccount(this, "account", { cloudwatchRoleArn: role.arn, dependsOn: [...role.ready] });
  }
}
