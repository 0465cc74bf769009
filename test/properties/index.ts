import type { Arguable } from "./arguable.ts";
import { awsNames } from "./aws-names.ts";
import { deadLetters } from "./dead-letters.ts";
import { bucketEncryption, encryption } from "./encryption.ts";
import { experimentTargets } from "./experiment-targets.ts";
import { keySeparation } from "./key-separation.ts";
import { logRetention } from "./log-retention.ts";
import { openIngress } from "./open-ingress.ts";
import type { Property } from "./property.ts";
import { protection } from "./protection.ts";
import { tags } from "./tags.ts";
import { tls } from "./tls.ts";
import { unnamedKeys } from "./unnamed-keys.ts";
import { wholeServices } from "./whole-services.ts";
import { deputies, wildcards } from "./wildcards.ts";

/** Those that a line of policy-exceptions.jsonl may argue with. */
export const arguables: readonly Arguable[] = [tls, wholeServices, unnamedKeys];

/** What holds for every resource of every environment. */
export const properties: readonly Property[] = [
  ...arguables,
  encryption,
  bucketEncryption,
  keySeparation,
  wildcards,
  deputies,
  openIngress,
  tags,
  awsNames,
  logRetention,
  deadLetters,
  protection,
  experimentTargets,
];
