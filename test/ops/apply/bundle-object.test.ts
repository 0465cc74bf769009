import { describe, expect, it } from "vitest";
import { type Objects, ObjectsError } from "../../../adapters/objects/port.ts";
import { dev } from "../../../environments/dev.ts";
import { addressOf } from "../../../ops/apply/bundle-address.ts";
import { getBundle, putBundle } from "../../../ops/apply/bundle-object.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";

const id = "plan-0123456789ab";
const key = `bundles/dev/${id}.capplan`;
const told = { env: dev, emulated: false, release: "release.json" };
const remake = "cap plan --env dev --out s3://";
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const put = (objects: Objects, what = "sealed") => putBundle(told, id, what, async () => objects);
const get = (objects: Objects) => getBundle(told, id, remake, async () => objects);
const failure = (call: Promise<unknown>) => call.then(() => undefined).catch((e: unknown) => e);
/** A bucket of which every call fails so. */
function failing(code: ObjectsError["code"], cause?: Error): FailingObjects {
  const objects = new FailingObjects(
    new MemoryObjects(),
    () => new ObjectsError(code, `S3 says ${code}`, "never", { cause }),
  );
  objects.reads = "refused";
  objects.writes = "refused";
  return objects;
}

describe("a bundle in the account's bucket", () => {
  it("lies under its id, comes back as it was put, and its address is told", async () => {
    const objects = new MemoryObjects();
    expect(await put(objects)).toBe(addressOf(dev, id));
    expect(text(await objects.get(key))).toBe("sealed");
    expect(await get(objects)).toBe("sealed");
  });

  it("is never written over", async () => {
    const objects = new MemoryObjects();
    await put(objects);
    expect(await failure(put(objects, "other"))).toMatchObject({ code: "CAP_BUNDLE", exit: 1 });
    expect(await get(objects)).toBe("sealed");
  });

  it("that is found there because the answer to the first try was lost is the one that was put", async () => {
    const objects = new MemoryObjects();
    await put(objects);
    expect(await put(objects)).toBe(addressOf(dev, id));
  });
});

describe("the error names the address, what holds, and the next command:", () => {
  it("no such object", async () => {
    expect(await failure(get(new MemoryObjects()))).toMatchObject({
      code: "CAP_BUNDLE",
      exit: 4,
      message: expect.stringMatching(
        new RegExp(`^${addressOf(dev, id)} could not be read: bundles are kept for two days; nothing was changed\n`),
      ),
      nextSteps: ["make a new one:", remake],
    });
  });

  it("no access", async () => {
    const role = (name: string) => `arn:aws:iam::210987654321:role/bootstrap/cap-nonprod-${name}`;
    expect(await failure(get(failing("denied")))).toMatchObject({
      exit: 4,
      message: expect.stringContaining("could not be read; nothing was changed\nS3 says denied"),
      nextSteps: [`run the same command again as ${role("apply")} or ${role("administrator")}`],
    });
    expect(await failure(put(failing("denied")))).toMatchObject({
      exit: 4,
      message: expect.stringContaining("was not written; the plan was not kept, and nothing was changed\nS3 says"),
      nextSteps: [
        `run the same command again as ${role("drift")} or ${role("administrator")}`,
        "where nobody could do this before:",
        "cap bootstrap --env dev --release release.json",
      ],
    });
  });

  it("no bucket yet", async () => {
    expect(await failure(put(failing("missing")))).toMatchObject({
      exit: 4,
      nextSteps: ["the bucket of states has to be made first:", "cap bootstrap --env dev --release release.json"],
    });
  });

  it("nobody to be in AWS", async () => {
    const nobody = Object.assign(new Error("no providers"), { name: "CredentialsProviderError" });
    for (const call of [get, put])
      expect(await failure(call(failing("denied", nobody)))).toMatchObject({ code: "CAP_NO_CREDENTIALS", exit: 1 });
  });

  it("S3 that does not answer", async () => {
    for (const call of [get, put])
      expect(await failure(call(failing("unavailable")))).toMatchObject({
        exit: 1,
        nextSteps: ["run the same command again; it is safe to repeat"],
      });
  });

  it("and a mistake of ours stays one", async () => {
    const broken = Object.assign(new MemoryObjects(), { get: () => Promise.reject(new TypeError("ours")) });
    expect(await failure(get(broken))).toBeInstanceOf(TypeError);
  });
});
