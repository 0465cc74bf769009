import { expect, test } from "vitest";
import { ObjectsError } from "../../../adapters/objects/port.ts";
import { dev } from "../../../environments/dev.ts";
import { orRecordsFault } from "../../../ops/lock/store.ts";
import { failure } from "./holding.ts";

test("who is nobody in AWS is told so, and not that the store is away", async () => {
  const cause = Object.assign(new Error("Could not load credentials from any providers"), {
    name: "CredentialsProviderError",
  });
  const fault = new ObjectsError("denied", "get s3://states: CredentialsProviderError", "never", { cause });
  const error = await failure(orRecordsFault(dev, "nothing was read", () => Promise.reject(fault)));
  expect(error).toMatchObject({
    code: "CAP_NO_CREDENTIALS",
    exit: 1,
    message: "no AWS credentials: Could not load credentials from any providers; nothing was read",
    nextSteps: [expect.stringContaining("AWS_PROFILE"), expect.stringContaining("--emulated")],
  });
});

test("credentials of another account are told so, before anything is done, with what tells whose they are", async () => {
  const fault = new ObjectsError("denied", "get s3://states: Access Denied", "never");
  const error = await failure(orRecordsFault(dev, "nothing was changed", () => Promise.reject(fault)));
  expect(error).toMatchObject({
    code: "CAP_RECORDS",
    exit: 4,
    message: expect.stringContaining(`in account ${dev.account}, refuses these credentials; nothing was changed`),
    nextSteps: expect.arrayContaining(["aws sts get-caller-identity"]),
  });
});
