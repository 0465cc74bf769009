import type { NoiseRule } from "./rule.ts";

/** https://www.iana.org/assignments/protocol-numbers */
const numbers = new Map<unknown, string>(Object.entries({ icmp: "1", tcp: "6", udp: "17", icmpv6: "58", all: "-1" }));

const numberOf = (protocol: unknown): unknown => numbers.get(protocol) ?? protocol;

/** A protocol by its name, and by its number. */
export const protocolNumber: NoiseRule = {
  name: "protocol-number",
  why: "EC2 answers with the number of a protocol that was given by its name",
  explains: ({ path, before, after }) =>
    /(^|[.\]])(ip_)?protocol$/.test(path) && typeof after === "string" && numberOf(before) === numberOf(after),
};

/** What AWS tells of an attribute that nobody has set, where it is not empty. */
const defaults: readonly { readonly type: string; readonly attribute: RegExp; readonly value: unknown }[] = [
  // ICMP types and codes of rules for other protocols.
  { type: "aws_network_acl", attribute: /^(in|e)gress\[\d+\]\.icmp_(code|type)$/, value: 0 },
  { type: "aws_cloudwatch_metric_alarm", attribute: /^metric_query\[\d+\]\.period$/, value: 0 },
  {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    attribute: /^rule\[\d+\]\.bucket_key_enabled$/,
    value: false,
  },
];

/** An attribute that nobody has set, and the value that AWS gives it then. */
export const toldDefault: NoiseRule = {
  name: "told-default",
  why: "nobody has set it, and AWS answers with its default",
  explains: ({ type, path, before, after }) =>
    (before === null || before === undefined) &&
    defaults.some((d) => d.type === type && d.attribute.test(path) && d.value === after),
};
