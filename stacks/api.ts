import type { Construct } from "constructs";
import { BugError } from "../contracts/errors.ts";
import document from "../contracts/openapi/v1.json" with { type: "json" };
import type { RequestPlan } from "../contracts/request-rates.ts";
import type { Environment } from "../environments/environment.ts";
import { ApiName } from "../modules/api/api-name.ts";
import { CustomerKeys, type CustomerKeysOutputs, type KeyOfPlan } from "../modules/api/customer-keys.ts";
import { Firewall, type FirewallOutputs } from "../modules/api/firewall.ts";
import { Plans } from "../modules/api/plans.ts";
import { RestApi, type RestApiOutputs } from "../modules/api/rest-api.ts";
import type { CertificateOutputs } from "../modules/compute/certificate.ts";
import type { LoadBalancerOutputs } from "../modules/compute/load-balancer-props.ts";
import { CapFunction, type FunctionOutputs } from "../modules/functions/function.ts";
import { grantReadSecret } from "../modules/secrets/api-token.ts";
import { grantReadItem } from "../modules/tables/grants.ts";
import type { DurableOutputs } from "./durable.ts";
import { zoneOf } from "./entrance.ts";
import { failoverOf } from "./entrance-names.ts";
import type { PlatformOptions } from "./options.ts";
import type { RecoveryOutputs } from "./recovery.ts";

/** What the API stands on. */
export interface ApiParts extends PlatformOptions {
  readonly durable: DurableOutputs;
  /** Where `durable` is copied to. @default - nowhere. */
  readonly copies?: RecoveryOutputs;
  readonly entrance: LoadBalancerOutputs<string>;
}

/** What others need of the API as a whole. */
export interface ApiOutputs {
  readonly rest: RestApiOutputs;
  readonly authorizer: FunctionOutputs;
  /** `https://api.cap.example.com/v1` */
  readonly url: string;
  /** Of that name. */
  readonly certificate: CertificateOutputs;
  /** Absent where the environment wants none. */
  readonly firewall?: FirewallOutputs;
}

type Rest = Extract<Environment["api"], { kind: "rest" }>;

/** The API that customers call, in front of the entrance; nothing where the environment has none. */
export function openApi(scope: Construct, parts: ApiParts): ApiOutputs | undefined {
  const { environment: place, durable } = parts;
  const { api: intent } = place;
  if (intent.kind === "none") return undefined;
  const zone = zoneOf(durable);
  const { plans, throttle } = intent;
  const keys = new CustomerKeys(scope, "customer-keys", { place, plans }).outputs;
  const own = keys[largest(plans)];
  if (own === undefined) throw new BugError("an API that was found valid has no plan");
  const authorizer = authorizes(scope, parts, { own, plans: keys });
  const rest = new RestApi(scope, "api", {
    place,
    document,
    backend: `https://${zone.domain}`,
    authorizer,
    throttle,
    traced: place.observability.traced > 0,
    key: durable.keys.operations,
    logRetentionDays: place.logs.retentionDays,
  }).outputs;
  new Plans(scope, "plans", { place, api: rest, throttle, plans, keys });
  const failover = failoverOf(parts);
  const name = { zone, api: rest, ...(failover === undefined ? {} : { failover }) };
  const named = new ApiName(scope, "api-name", name).outputs;
  return { rest, authorizer, ...named, ...guard(scope, parts, intent, rest) };
}

interface UsageKeys {
  /** What calls with the environment's own token count against. */
  readonly own: KeyOfPlan;
  /** What those of a plan's customers do that have no key of their own. */
  readonly plans: CustomerKeysOutputs<string>;
}

/** What decides who calls, and against which key they count. */
function authorizes(scope: Construct, { environment: place, durable, release }: ApiParts, usage: UsageKeys) {
  const { apiToken, keys, tables } = durable;
  const planKeys = Object.fromEntries(Object.entries(usage.plans).map(([plan, { value }]) => [plan, value]));
  return new CapFunction(scope, "authorizer", {
    place,
    name: "authorizer",
    bundle: release.functions.authorizer,
    releases: place.releases,
    key: keys.operations,
    environment: {
      CAP_ENV: place.name,
      API_TOKEN_SECRET: apiToken.name,
      CUSTOMERS_TABLE: tables.customers.name,
      USAGE_KEY: usage.own.value,
      PLAN_KEYS: JSON.stringify(planKeys),
    },
    grants: [grantReadSecret(apiToken), grantReadItem(tables.customers)],
    logRetentionDays: place.logs.retentionDays,
    // API Gateway waits no longer for an authoriser.
    timeoutSeconds: 10,
    traced: place.observability.traced > 0,
    // Where it counts, no other function of the account can take the API's way in.
    ...(place.safety === "protected" ? { reservedConcurrency: 50 } : {}),
  }).outputs;
}

function guard(
  scope: Construct,
  { environment: place, durable, entrance }: ApiParts,
  intent: Rest,
  api: RestApiOutputs,
) {
  if (!intent.firewall) return {};
  const fastest = intent.plans[largest(intent.plans)]?.perSecond ?? 0;
  const firewall = new Firewall(scope, "firewall", {
    place,
    protects: { api: api.stageArn, entrance: entrance.arn },
    api,
    // Twice what the largest plan allows in five minutes, and never less than ten requests a second.
    perAddress: Math.max(3_000, fastest * 300 * 2),
    key: durable.keys.operations,
    logRetentionDays: place.logs.retentionDays,
  }).outputs;
  return { firewall };
}

/** The plan with the most requests a month. */
const largest = (plans: Readonly<Record<string, RequestPlan>>): string =>
  Object.keys(plans).reduce((a, b) => ((plans[b]?.perMonth ?? 0) > (plans[a]?.perMonth ?? 0) ? b : a));
