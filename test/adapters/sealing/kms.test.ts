import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { KMS } from "@aws-sdk/client-kms";
import { afterEach, expect, test } from "vitest";
import { openKmsSealer } from "../../../adapters/sealing/kms.ts";

const arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const context = { environment: "dev" };
let server: Server | undefined;
afterEach(() => server?.close());

/** A KMS that answers everything with one error, and what it was asked. */
async function refusing(status: number, error: string): Promise<{ client: KMS; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      asked.push(`${request.headers["x-amz-target"]} ${Buffer.concat(parts)}`);
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ __type: error, message: "as told" }));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return { client: new KMS({ endpoint, region: "eu-west-1", credentials, maxAttempts: 1 }), asked };
}

test.each([
  ["AccessDeniedException", 400, "denied", "never"],
  ["ThrottlingException", 400, "unavailable", "now"],
  ["KMSInternalException", 500, "unavailable", "now"],
  ["NotFoundException", 400, "unavailable", "never"],
])("what KMS refuses as %s is said so, with whether to try again", async (error, status, code, retry) => {
  const { client } = await refusing(status, error);
  const refused = { name: "SealingError", code, retry, message: expect.stringContaining(`${error}: as told`) };
  await expect(openKmsSealer(arn, { client }).seal(new Uint8Array(), context)).rejects.toMatchObject(refused);
});

test("an alias that may not be looked at is denied; nothing else is asked", async () => {
  const { client, asked } = await refusing(400, "AccessDeniedException");
  const sealer = openKmsSealer("alias/cap-states", { client });
  await expect(sealer.open(new Uint8Array(), context)).rejects.toMatchObject({ code: "denied" });
  expect(asked).toEqual(['TrentService.DescribeKey {"KeyId":"alias/cap-states"}']);
});

test("KMS is asked for a data key in the context, and never sees the content", async () => {
  const { client, asked } = await refusing(400, "AccessDeniedException");
  const sealed = openKmsSealer(arn, { client }).seal(Buffer.from("the content"), context);
  await expect(sealed).rejects.toMatchObject({ code: "denied" });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^TrentService\.GenerateDataKey .*"environment":"dev"/);
  for (const content of ["the content", Buffer.from("the content").toString("base64")])
    expect(asked[0]).not.toContain(content);
});
