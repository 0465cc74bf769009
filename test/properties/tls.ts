import { list, type Statement, statementsOf } from "./policies.ts";
import { type Given, type Property, plant } from "./property.ts";

/** Types whose own policy has to refuse plain text, and the attribute by which the policy's resource names them. */
const refusing: Readonly<Record<string, readonly [policy: string, by: string]>> = {
  aws_s3_bucket: ["aws_s3_bucket_policy", "bucket"],
  aws_sqs_queue: ["aws_sqs_queue_policy", "queue_url"],
  aws_sns_topic: ["aws_sns_topic_policy", "arn"],
};

const refusesPlainText = ({ Effect, Principal, Condition }: Statement): boolean =>
  Effect === "Deny" &&
  (Principal === "*" || (typeof Principal === "object" && list(Principal["AWS"]).includes("*"))) &&
  /"aws:SecureTransport":(\["false"\]|"false"|false)/.test(JSON.stringify(Condition ?? {}));

function unrefused({ resources }: Given): string[] {
  return resources.flatMap(({ type, address }) => {
    const [policy, by] = refusing[type] ?? [];
    if (policy === undefined || by === undefined) return [];
    const own = resources.filter((r) => r.type === policy && String(r.has[by]).includes(`${address}.`));
    return statementsOf(own).some(({ statement }) => refusesPlainText(statement))
      ? []
      : [`${address}: its policy does not refuse plain text`];
  });
}

/** What each listening thing must say; undefined: nothing to say against it. */
const listening: Readonly<Record<string, (has: Readonly<Record<string, unknown>>) => string | undefined>> = {
  aws_lb_listener: ({ protocol, ssl_policy: policy }) =>
    protocol === "HTTPS" && /TLS13-1-2/.test(String(policy)) ? undefined : `listens with ${protocol}, ${policy}`,
  aws_msk_cluster: ({ encryption_info: info }) =>
    /"client_broker":"TLS"/.test(JSON.stringify(info)) && /"in_cluster":true/.test(JSON.stringify(info))
      ? undefined
      : "brokers take plain text",
  aws_api_gateway_domain_name: ({ security_policy: policy }) =>
    policy === "TLS_1_2" ? undefined : `takes ${policy ?? "any TLS"}`,
  aws_api_gateway_integration: ({ uri }) => (/^http:/.test(String(uri)) ? "calls over plain text" : undefined),
  aws_sns_topic_subscription: ({ protocol }) => (protocol === "http" ? "delivers over plain text" : undefined),
};

/** Nothing of an environment in AWS is said in the clear. On one machine, everything is on loopback. */
export const tls: Property = {
  holds: "everything that listens, takes TLS only",
  violations: (given) => [
    ...unrefused(given),
    ...(given.environment.name === "local"
      ? []
      : given.resources.flatMap(({ type, address, has }) => {
          const wrong = listening[type]?.(has);
          return wrong === undefined ? [] : [`${address}: ${wrong}`];
        })),
  ],
  planted: [
    plant("aws_s3_bucket", { bucket: "plain" }),
    plant("aws_sqs_queue", { name: "plain" }),
    plant("aws_sns_topic", { name: "plain" }),
    plant("aws_lb_listener", { protocol: "HTTP", port: 80 }),
    plant("aws_msk_cluster", { encryption_info: { encryption_in_transit: { client_broker: "PLAINTEXT" } } }),
    plant("aws_sns_topic_subscription", { protocol: "http" }),
  ],
};
