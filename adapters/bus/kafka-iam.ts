import { createHash, createHmac, type Hmac, type Hash as NodeHash } from "node:crypto";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import type { KafkaAccess } from "./kafka-access.ts";
import { BusError } from "./port.ts";

type Credentials = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>;

/** Brokers take a token for so long, seconds; each connection asks for a new one. */
const tokenSeconds = 900;

/** SHA-256 as the signer asks for it. */
class Sha256 {
  readonly #hash: Hmac | NodeHash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}

/**
 * A token that proves who we are to MSK: a presigned request to connect, in Base64 for URLs. Source: the format that AWS's
 * own signers make (aws-msk-iam-sasl-signer).
 */
export async function iamToken(region: string, credentials: Credentials, at = new Date()): Promise<string> {
  const hostname = `kafka.${region}.amazonaws.com`;
  const signer = new SignatureV4({ service: "kafka-cluster", region, credentials, sha256: Sha256 });
  const request = {
    method: "GET",
    protocol: "https:",
    hostname,
    path: "/",
    query: { Action: "kafka-cluster:Connect" },
    headers: { host: hostname },
  };
  const { query } = await signer.presign(request, { expiresIn: tokenSeconds, signingDate: at });
  const url = new URL(`https://${hostname}/`);
  for (const [name, value] of Object.entries({ ...query, "User-Agent": "cap" }))
    url.searchParams.set(name, String(value));
  return Buffer.from(url.href).toString("base64url");
}

const ofBroker = /\.kafka(?:-serverless)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?:\d+$/;

/** The Region in a broker's name, else the process's. BusError when neither tells. */
export function regionOf(brokers: readonly string[]): string {
  const named = brokers.map((broker) => ofBroker.exec(broker)?.[1]).find((region) => region !== undefined);
  const region = named ?? process.env["AWS_REGION"];
  if (region === undefined || region === "")
    throw new BusError(`no Region in ${brokers.join(",")} and none in AWS_REGION; nothing was opened`, "never");
  return region;
}

/** TLS 1.2 and above, and a token from the process's AWS credentials for every connection. */
export function iamSecurity(brokers: readonly string[]): NonNullable<KafkaAccess["security"]> {
  const region = regionOf(brokers);
  const credentials = defaultProvider();
  const token = async (): Promise<string> => iamToken(region, await credentials());
  return { tls: { minVersion: "TLSv1.2" }, sasl: { mechanism: "OAUTHBEARER", token } };
}
