import type { Construct } from "constructs";
import { names } from "../contracts/names.ts";
import type { Environment } from "../environments/environment.ts";
import { BlueGreen } from "../modules/delivery/blue-green.ts";
import { FunctionReleases, type Released } from "../modules/delivery/function-releases.ts";
import { functionAlarms } from "../modules/functions/alarms.ts";
import type { FunctionOutputs } from "../modules/functions/function.ts";
import type { Watched } from "./alarms.ts";

/** What a promotion stands on; nothing where Terraform itself brings what runs. */
export function prepareReleases(scope: Construct, place: Environment, { freshness, api }: Watched): void {
  if (place.releases === "terraform") return;
  const released = (part: string, made: FunctionOutputs): Released => ({
    function: made,
    alarms: functionAlarms(part, made).map((alarm) => names.of(place, alarm.name)),
  });
  const functions = {
    freshness: released("freshness", freshness),
    ...(api === undefined ? {} : { authorizer: released("authorizer", api.authorizer) }),
  };
  new FunctionReleases(scope, "function-releases", { place, functions });
  new BlueGreen(scope, "blue-green", { place });
}
