import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceNames } from "../../contracts/names.ts";
import type { HealthReport } from "../../ops/health/report.ts";
import type { Summary } from "../../ops/up/summary.ts";
import { invoke, land, logOf, takeAway } from "../e2e/support/aws.ts";
import { cap, distinctEvents, startCap } from "../e2e/support/cap.ts";
import { writeSample } from "../e2e/support/files.ts";
import { freshHome, type Home, runningIn } from "../e2e/support/home.ts";
import { breaksOff } from "../e2e/support/story.ts";
import { chance, trailEvent, trailFile } from "./path/events.ts";

const events = 200;
const denied = "AccessDenied";

// One story. Kafka and KMS are not judged here: the bus is a file, and nothing asks the emulated KMS for what is stored.
describe("the slice of events on an emulated AWS that judges every request by the signer's policies", () => {
  let home: Home;
  beforeAll(() => {
    home = freshHome();
  });
  breaksOff();
  afterAll(() => home.remove());

  const aws = (): string => `http://127.0.0.1:${runningIn(home).port}`;
  const health = async (): Promise<HealthReport> => JSON.parse((await cap(home, "health", "--json")).stdout);

  test("under the roles that Terraform made, all that comes in is kept, and all is well", async () => {
    const dir = writeSample(join(home.scratch, "sample"), 3, events);
    const asked = ["up", "--detach", "--events", dir, "--json"];
    const { stdout, stderr } = await startCap(home, asked, { CAP_ENFORCE_IAM: "1" }, 580_000).ended;
    const summary = JSON.parse(stdout) as Summary;
    expect(summary.events, stderr).toEqual({ in: events, kept: events, dropped: 0, deadLettered: 0 });
    expect(summary.health).toEqual({ verdict: "ok", fail: [], unknown: [] });
    for (const service of serviceNames) expect(await logOf(aws(), service, denied)).toBe("");
  }, 600_000);

  test("the function may look at what landed and at the lake, and say how far behind it is", async () => {
    expect(await invoke(aws(), "freshness")).toMatchObject({ state: "measured", uncollected: 0 });
  });

  // Collect goes on with what it may read, and comes back to the rest; lake ends, and is started again.
  test.each([
    ["collect", "s3:GetObject", []],
    ["lake", "s3:PutObject", ["services.restarts"]],
  ])("without one grant the slice stops, and it is said where: %s without %s", async (service, action, checks) => {
    const before = await distinctEvents(home);
    const { mend } = await takeAway(aws(), `${service}-task`, action);
    try {
      await land(aws(), `late/${service}.json.gz`, trailFile([trailEvent(chance(service.length))]));
      const said = (): Promise<string> => logOf(aws(), service, denied);
      await expect.poll(said, { timeout: 180_000, interval: 500 }).toContain(`not authorized to perform: ${action}`);
      const failing = async () => (await health()).checks.flatMap((c) => (c.state === "fail" ? [c.id] : []));
      await expect.poll(failing, { timeout: 180_000, interval: 500 }).toEqual(expect.arrayContaining(checks));
      expect(await distinctEvents(home)).toBe(before);
    } finally {
      await mend();
    }
    await expect.poll(() => distinctEvents(home), { timeout: 300_000, interval: 1_000 }).toBe(before + 1);
  });
});
