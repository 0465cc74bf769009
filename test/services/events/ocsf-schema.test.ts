import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { checkApiActivity } from "../../../contracts/ocsf/check.ts";
import { decode, normalise } from "../../../services/events/index.ts";
import { sampleDay } from "../../../services/events/sample/index.ts";

const data = new URL("../../../../shared/data/", import.meta.url);
const schema = new URL("ocsf/json-schema-1.5.0/6003_api_activity.schema.json", data);
const recorded = new URL("cloudtrail/invictus/CloudTrail/", data);
const here = existsSync(schema) && existsSync(recorded);
const why = here ? "" : " (skipped: ../shared/data is not there)";

function eventsOf(bytes: Uint8Array) {
  const decoded = decode(bytes);
  if ("deadLetter" in decoded) throw new Error(decoded.deadLetter);
  return decoded.events.map((raw) => {
    const outcome = normalise("cloudtrail", raw);
    if (!("keep" in outcome)) throw new Error(JSON.stringify(outcome));
    return outcome.keep;
  });
}

function validator() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat("ip", /^[0-9a-fA-F.:]+$/);
  ajv.addFormat("date-time", (text: string) => !Number.isNaN(Date.parse(text)));
  return ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
}

test.skipIf(!here)(
  `every recorded event is kept and valid by OCSF's own schema${why}`,
  () => {
    const valid = validator();
    const events = readdirSync(recorded).flatMap((name) => eventsOf(readFileSync(new URL(name, recorded))));
    expect(events).toHaveLength(2900);
    expect(new Set(events.map((event) => event.metadata.uid)).size).toBe(2900);
    for (const event of events) {
      expect(valid(event) ? [] : valid.errors).toEqual([]);
      expect(checkApiActivity(event)).toEqual([]);
    }
  },
  60_000,
);

test.skipIf(!here)(
  `every event of the sample day is valid by OCSF's own schema${why}`,
  () => {
    const valid = validator();
    for (const file of sampleDay({ seed: 1, events: 1_000 }))
      for (const event of eventsOf(file.bytes)) expect(valid(event) ? [] : valid.errors).toEqual([]);
  },
  60_000,
);
