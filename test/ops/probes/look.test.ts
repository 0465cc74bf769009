import { expect, test } from "vitest";
import type { ReachSettings } from "../../../adapters/aws/client.ts";
import { local } from "../../../environments/local.ts";
import { openLook, orAbsent, probe } from "../../../ops/probes/look.ts";

const open = () => openLook({ env: local, home: "/nowhere", endpoint: "http://127.0.0.1:9" });

test("a probe reads once per look, however many ask, and anew in the next look", async () => {
  let reads = 0;
  const counted = probe(async () => ++reads);
  const look = open();
  expect(await Promise.all([counted(look), counted(look), counted(look)])).toEqual([1, 1, 1]);
  expect(await counted(open())).toBe(2);
});

test("a failure is shared as well", async () => {
  let reads = 0;
  const failing = probe(async () => {
    reads++;
    throw new Error("denied");
  });
  const look = open();
  await expect(failing(look)).rejects.toThrow("denied");
  await expect(failing(look)).rejects.toThrow("denied");
  expect(reads).toBe(1);
});

test("one client of a kind per look, pointed at the emulated AWS, closed with the look", async () => {
  let destroyed = 0;
  class Client {
    readonly settings: ReachSettings;
    constructor(settings: ReachSettings) {
      this.settings = settings;
    }
    destroy(): void {
      destroyed++;
    }
  }
  const look = open();
  expect(look.client(Client)).toBe(look.client(Client));
  expect(look.client(Client).settings).toMatchObject({
    credentials: { accessKeyId: local.account, secretAccessKey: "emulated" },
    region: "eu-west-1",
    forcePathStyle: true,
    maxAttempts: 2,
  });
  expect((await look.client(Client).settings.endpoint?.())?.url.href).toBe("http://127.0.0.1:9/");
  look.close();
  expect(destroyed).toBe(1);
});

test.each(["NoSuchBucketPolicy", "EntityNotFoundException", "QueueDoesNotExist", "LoadBalancerNotFoundException"])(
  "%s means that there is none",
  async (name) => {
    const error = Object.assign(new Error("x"), { name, $metadata: { httpStatusCode: 400 } });
    expect(await orAbsent(Promise.reject(error))).toBeUndefined();
  },
);

test.each(["AccessDeniedException", "ThrottlingException", "TimeoutError"])("%s stays a fault", async (name) => {
  const error = Object.assign(new Error("x"), { name });
  await expect(orAbsent(Promise.reject(error))).rejects.toBe(error);
});
