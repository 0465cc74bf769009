import { arguable } from "./arguable.ts";
import { list, type Statement, statementsOf } from "./policies.ts";
import { type Given, plant } from "./property.ts";

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

/** What is said in the clear: where, and how. */
type Said = readonly [address: string, what: string];

function unrefused({ resources }: Given): Said[] {
  return resources.flatMap(({ type, address }) => {
    const [policy, by] = refusing[type] ?? [];
    if (policy === undefined || by === undefined) return [];
    const own = resources.filter((r) => r.type === policy && String(r.has[by]).includes(`${address}.`));
    return statementsOf(own).some(({ statement }) => refusesPlainText(statement))
      ? []
      : [[address, "its policy does not refuse plain text"]];
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
  aws_lb_target_group: ({ protocol }) => (protocol === "HTTPS" ? undefined : `sends to targets by ${protocol}`),
  aws_ecs_task_definition: ({ container_definitions: containers }) => plainIn(String(containers)),
};

/** Kafka's listeners and clients without TLS, as a program is told of them. Source: Kafka, `security.protocol`. */
const plainProtocol = /(^|[^A-Z_])(SASL_)?PLAINTEXT($|[^A-Z_])/;

function plainIn(containers: string): string | undefined {
  const all = JSON.parse(containers) as { environment?: readonly { name: string; value: string }[] }[];
  const told = all.flatMap(({ environment = [] }) => environment).filter(({ value }) => plainProtocol.test(value));
  return told.length === 0 ? undefined : told.map(({ name, value }) => `${name} is ${value}`).join(", ");
}

/** Nothing of an environment in AWS is said in the clear. On one machine, everything is on loopback. */
export const tls = arguable({
  holds: "everything that listens, takes TLS only",
  found: (given) =>
    [
      ...unrefused(given),
      ...(given.environment.name === "local"
        ? []
        : given.resources.flatMap(({ type, address, has }): Said[] => {
            const wrong = listening[type]?.(has);
            return wrong === undefined ? [] : [[address, wrong]];
          })),
    ].map(([resource, what]) => ({ id: "PLAIN_TEXT", resource, what })),
  planted: [
    plant("aws_s3_bucket", { bucket: "plain" }),
    plant("aws_sqs_queue", { name: "plain" }),
    plant("aws_sns_topic", { name: "plain" }),
    plant("aws_lb_listener", { protocol: "HTTP", port: 80 }),
    plant("aws_msk_cluster", { encryption_info: { encryption_in_transit: { client_broker: "PLAINTEXT" } } }),
    plant("aws_sns_topic_subscription", { protocol: "http" }),
    plant("aws_lb_target_group", { protocol: "HTTP" }),
    ...["CLIENTS:PLAINTEXT,CONTROLLER:SSL", "SASL_PLAINTEXT"].map((value) =>
      plant("aws_ecs_task_definition", {
        container_definitions: JSON.stringify([{ environment: [{ name: "KAFKA_LISTENERS", value }] }]),
      }),
    ),
  ],
});
