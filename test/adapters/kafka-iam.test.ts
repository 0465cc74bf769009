import { createHash, createHmac } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { iamSecurity, iamToken, regionOf } from "../../adapters/bus/kafka-iam.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI", sessionToken: "session/token+=" };
const at = new Date("2026-01-02T03:04:05Z");
const read = async (given = credentials): Promise<URL> =>
  new URL(Buffer.from(await iamToken("eu-west-1", given, at), "base64url").toString());

afterEach(() => vi.unstubAllEnvs());

it("is a presigned request to connect, good for a quarter of an hour", async () => {
  const url = await read();
  expect(url.host).toBe("kafka.eu-west-1.amazonaws.com");
  const { "X-Amz-Signature": signature, ...query } = Object.fromEntries(url.searchParams);
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  expect(query).toEqual({
    Action: "kafka-cluster:Connect",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "AKIDEXAMPLE/20260102/eu-west-1/kafka-cluster/aws4_request",
    "X-Amz-Date": "20260102T030405Z",
    "X-Amz-Expires": "900",
    "X-Amz-Security-Token": credentials.sessionToken,
    "X-Amz-SignedHeaders": "host",
    "User-Agent": "cap",
  });
});

it("is signed as AWS describes it: the signature can be made again by hand", async () => {
  const url = await read();
  const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature" && name !== "User-Agent")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const request = ["GET", "/", query, `host:${url.host}`, "", "host", sha("")].join("\n");
  const scope = "20260102/eu-west-1/kafka-cluster/aws4_request";
  const text = ["AWS4-HMAC-SHA256", "20260102T030405Z", scope, sha(request)].join("\n");
  const key = scope
    .split("/")
    .reduce<Buffer>(
      (secret, part) => createHmac("sha256", secret).update(part).digest(),
      Buffer.from(`AWS4${credentials.secretAccessKey}`),
    );
  expect(url.searchParams.get("X-Amz-Signature")).toBe(createHmac("sha256", key).update(text).digest("hex"));
});

it("finds the Region in a broker's name, else in the process's", () => {
  expect(regionOf(["b-1.capprodbus.a1b2c3.c4.kafka.eu-central-1.amazonaws.com:9098"])).toBe("eu-central-1");
  expect(regionOf(["boot-x.c1.kafka-serverless.us-east-2.amazonaws.com:9098"])).toBe("us-east-2");
  vi.stubEnv("AWS_REGION", "eu-west-3");
  expect(regionOf(["broker:9098"])).toBe("eu-west-3");
  vi.stubEnv("AWS_REGION", "");
  expect(() => regionOf(["broker:9098"])).toThrow(expect.objectContaining({ retry: "never" }));
});

it("speaks TLS 1.2 and above, and proves who it is with the credentials of the process", async () => {
  for (const [name, value] of Object.entries({ AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" }))
    vi.stubEnv(name, value);
  const { tls, sasl } = iamSecurity(["b-1.x.y.c1.kafka.eu-west-1.amazonaws.com:9098"]);
  expect(tls).toEqual({ minVersion: "TLSv1.2" });
  expect(sasl.mechanism).toBe("OAUTHBEARER");
  const token = await (sasl.token as () => Promise<string>)();
  expect(Buffer.from(token, "base64url").toString()).toContain("X-Amz-Credential=AKIDEXAMPLE%2F");
});
