import { describe, expect, it } from "vitest";
import { clientSettings } from "../../../adapters/aws/client.ts";
import { awsFault } from "../../../adapters/aws/fault.ts";

const service = (name: string, status: number) =>
  Object.assign(new Error("as AWS says it"), { name, $metadata: { httpStatusCode: status } });

describe("awsFault", () => {
  it.each([
    [service("AccessDenied", 403), "denied", "never"],
    [service("AccessDeniedException", 400), "denied", "never"],
    [service("ExpiredTokenException", 400), "denied", "never"],
    [Object.assign(new Error("no keys"), { name: "CredentialsProviderError" }), "denied", "never"],
    [service("NoSuchKey", 404), "missing", "never"],
    [service("NotFound", 404), "missing", "never"],
    [service("ResourceNotFoundException", 400), "missing", "never"],
    [service("AWS.SimpleQueueService.NonExistentQueue", 400), "missing", "never"],
    [service("PreconditionFailed", 412), "conflict", "after-refresh"],
    [service("ConditionalCheckFailedException", 400), "conflict", "after-refresh"],
    [service("ThrottlingException", 400), "throttled", "now"],
    [service("SlowDown", 503), "throttled", "now"],
    [service("ProvisionedThroughputExceededException", 400), "throttled", "now"],
    [service("InternalError", 500), "unavailable", "now"],
    [service("SyntaxError", 200), "unavailable", "now"],
    [service("PermanentRedirect", 301), "invalid", "never"],
    [service("InsufficientStorage", 507), "full", "now"],
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "unavailable", "now"],
    [Object.assign(new Error("late"), { name: "TimeoutError" }), "unavailable", "now"],
    [service("ValidationException", 400), "invalid", "never"],
    ["thrown text", "unavailable", "now"],
  ])("tells what %s is", (error, kind, retry) => {
    expect(awsFault(error)).toMatchObject({ kind, retry });
  });

  it("keeps AWS's own words", () => {
    expect(awsFault(service("AccessDenied", 403)).message).toBe("AccessDenied: as AWS says it");
  });
});

describe("clientSettings", () => {
  it("takes the region from the caller, the environment, or Ireland", () => {
    expect(clientSettings({ region: "us-east-1" }, { AWS_REGION: "eu-north-1" }).region).toBe("us-east-1");
    expect(clientSettings({}, { AWS_REGION: "eu-north-1" }).region).toBe("eu-north-1");
    expect(clientSettings({}, {}).region).toBe("eu-west-1");
  });

  it("bounds every wait, and uses path style at an endpoint of one's own", () => {
    const { requestHandler, forcePathStyle } = clientSettings(
      { requestTimeoutMs: 30_000 },
      { AWS_ENDPOINT_URL: "http://x" },
    );
    expect(requestHandler).toMatchObject({
      connectionTimeout: 2_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    });
    expect(forcePathStyle).toBe(true);
    expect(clientSettings({}, {}).forcePathStyle).toBe(false);
  });

  it("follows an endpoint of one's own to where it is now, and leaves AWS's and those per service to the SDK", async () => {
    const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:4600" };
    const { endpoint } = clientSettings({}, env);
    expect(String((await endpoint?.())?.url)).toBe("http://127.0.0.1:4600/");
    env.AWS_ENDPOINT_URL = "http://127.0.0.1:4601";
    expect(String((await endpoint?.())?.url)).toBe("http://127.0.0.1:4601/");
    expect(clientSettings({}, {})).not.toHaveProperty("endpoint");
    expect(clientSettings({}, { ...env, AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9000" })).not.toHaveProperty("endpoint");
  });
});
