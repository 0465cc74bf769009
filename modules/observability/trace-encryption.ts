import { XrayEncryptionConfig } from "@cdktf/provider-aws/lib/xray-encryption-config/index.js";
import { Construct } from "constructs";
import type { KeyOutputs } from "../keys/keys.ts";

/** What traces are encrypted with. */
export interface TraceEncryptionProps {
  readonly key: KeyOutputs;
}

/** Traces under a key of ours. One setting for a whole account and Region, so no environment can have it. */
export class TraceEncryption extends Construct {
  constructor(scope: Construct, id: string, { key }: TraceEncryptionProps) {
    super(scope, id);
    new XrayEncryptionConfig(this, "traces", { type: "KMS", keyId: key.arn });
  }
}
