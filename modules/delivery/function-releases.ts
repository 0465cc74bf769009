import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app/index.js";
import { CodedeployDeploymentConfig } from "@cdktf/provider-aws/lib/codedeploy-deployment-config/index.js";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { FunctionOutputs } from "../functions/function.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";

/** A function whose callers are led from one version to the next. */
export interface Released {
  readonly function: FunctionOutputs;
  /** Full names of the alarms that stop a release and lead everybody back. */
  readonly alarms: readonly string[];
}

/** Releases of functions, by CodeDeploy. */
export interface FunctionReleasesProps {
  readonly place: Place;
  readonly functions: Readonly<Record<string, Released>>;
  /** Share of the calls that try a new version first, 1 to 99 %. @default - 10. */
  readonly canaryPercent?: number;
  /** How long they try it before all others follow, minutes. @default - 15: what the alarm on errors needs to go off. */
  readonly canaryMinutes?: number;
}

/** What promotion needs. */
export interface FunctionReleasesOutputs {
  readonly application: string;
}

/** Every fault of the props. */
export function validateFunctionReleases(p: FunctionReleasesProps): Fault[] {
  const { canaryPercent: percent = 10, canaryMinutes: minutes = 15 } = p;
  const faults: Fault[] = [];
  if (!(percent >= 1 && percent <= 99)) faults.push({ field: "canaryPercent", got: percent, want: "1 to 99" });
  if (!(minutes >= 1 && minutes <= 2_880)) faults.push({ field: "canaryMinutes", got: minutes, want: "1 to 2880" });
  for (const [name, { alarms }] of Object.entries(p.functions))
    if (alarms.length < 1 || alarms.length > 10)
      faults.push({ field: `functions.${name}.alarms`, got: alarms.length, want: "1 to 10: what else would stop it?" });
  return faults;
}

/**
 * Terraform publishes a version; CodeDeploy moves the alias to it: a few calls first, then, if no alarm goes off, all.
 * The alias belongs to it from then on (contracts/governed.ts). Source: CodeDeploy user guide, "Deployments on an AWS
 * Lambda compute platform".
 */
export class FunctionReleases extends Construct {
  readonly outputs: FunctionReleasesOutputs;
  constructor(scope: Construct, id: string, props: FunctionReleasesProps) {
    super(scope, id);
    assertValid("function releases", validateFunctionReleases(props));
    const { place, functions, canaryPercent: percentage = 10, canaryMinutes: interval = 15 } = props;
    const name = names.of(place, "functions");
    const application = new CodedeployApp(this, "application", { name, computePlatform: "Lambda" });
    const config = new CodedeployDeploymentConfig(this, "canary", {
      deploymentConfigName: names.of(place, "canary"),
      computePlatform: "Lambda",
      trafficRoutingConfig: { type: "TimeBasedCanary", timeBasedCanary: { interval, percentage } },
    });
    const role = new Role(this, "role", {
      place,
      name: "function-releases",
      assumedBy: "codedeploy.amazonaws.com",
      grants: [grantRelease(place, Object.values(functions))],
    }).outputs;
    for (const [part, released] of Object.entries(functions))
      this.group(part, released, {
        appName: application.name,
        deploymentConfigName: config.deploymentConfigName,
        serviceRoleArn: role.arn,
      });
    this.outputs = { application: application.name };
  }

  private group(
    part: string,
    { alarms }: Released,
    how: { readonly appName: string; readonly deploymentConfigName: string; readonly serviceRoleArn: string },
  ): void {
    new CodedeployDeploymentGroup(this, part, {
      ...how,
      deploymentGroupName: part,
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      alarmConfiguration: { enabled: true, alarms: [...alarms] },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
    });
  }
}

/** Grants moving the aliases of these functions, and looking at the alarms that would stop it. */
const grantRelease = ({ account, region }: Place, released: readonly Released[]): Grant => {
  const functions = released.map((r) => `arn:aws:lambda:${region}:${account}:function:${r.function.name}`);
  return [
    allow(
      ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"],
      functions.flatMap((arn) => [arn, `${arn}:*`]),
    ),
    allow(
      ["cloudwatch:DescribeAlarms"],
      released.flatMap((r) => r.alarms.map((alarm) => `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm}`)),
    ),
  ];
};
