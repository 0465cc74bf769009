import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openObjects } from "../../../adapters/objects/open.ts";
import { type Objects, ObjectsError } from "../../../adapters/objects/port.ts";
import { openLog } from "../../../services/runtime/log.ts";
import { patientObjects } from "../../../services/runtime/patient-objects.ts";

/** A real bucket that fails every other call, and every listing after its third object. */
async function shakyBucket(): Promise<{ readonly shaky: Objects; readonly real: Objects }> {
  const real = await openObjects(`file:${mkdtempSync(join(tmpdir(), "cap-patient-"))}`);
  let calls = 0;
  const shake = (): void => {
    calls += 1;
    if (calls % 2 === 1) throw new ObjectsError("full", "no space left on device", "now");
  };
  const shaky: Objects = {
    ...real,
    put: async (key, body, options) => {
      shake();
      return await real.put(key, body, options);
    },
    get: async (key) => {
      shake();
      return await real.get(key);
    },
    async *list(prefix, options) {
      let seen = 0;
      for await (const info of real.list(prefix, options)) {
        if (++seen > 3) throw new ObjectsError("unavailable", "gone for a moment", "now");
        yield info;
      }
    },
  };
  return { shaky, real };
}

const options = { log: openLog("test", "silent"), signal: new AbortController().signal, firstWaitMs: 1 };

test("waits for a store that is full or away, and lists every object once", async () => {
  const { shaky } = await shakyBucket();
  const patient = patientObjects(shaky, "bucket", options);
  const keys = Array.from({ length: 11 }, (_, i) => `k${String(i).padStart(2, "0")}`);
  for (const key of keys) await patient.put(key, Buffer.from(key));
  const listed: string[] = [];
  for await (const { key } of patient.list("")) listed.push(key);
  expect(listed).toEqual(keys);
  expect(Buffer.from(await patient.get("k03")).toString()).toBe("k03");
});

test("what no waiting mends comes through at once", async () => {
  const patient = patientObjects((await shakyBucket()).real, "bucket", options);
  await expect(patient.get("nowhere")).rejects.toMatchObject({ code: "missing" });
  await patient.put("once", Buffer.from("1"), { ifAbsent: true });
  await expect(patient.put("once", Buffer.from("2"), { ifAbsent: true })).rejects.toMatchObject({ code: "exists" });
});
