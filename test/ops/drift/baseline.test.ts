import { describe, expect, it } from "vitest";
import { treat } from "../../../ops/drift/baseline.ts";
import { type BaselineLine, parseBaseline } from "../../../ops/drift/baseline-file.ts";
import type { Difference } from "../../../ops/drift/finding.ts";
import fc from "../../support/properties.ts";
import { at, difference, unmanaged } from "./findings.ts";

const file = "environments/prod.drift.yaml";
const rest = { owner: "platform", reason: "known", expires: "2026-03-31" };
const ignore = (more: object): object => ({ treatment: "ignore", ...rest, ...more });
const record = (more: object): object => ({ treatment: "record", ...rest, ...more });

const treated = (lines: readonly object[], differences: readonly Difference[], sawAll = true) =>
  treat(parseBaseline(file, lines.map((l) => `- ${JSON.stringify(l)}`).join("\n")), differences, { at, sawAll });

const queue = difference();
const { address } = queue;

describe("a baseline", () => {
  it("takes out what it ignores, and counts it", () =>
    expect(treated([ignore({ address })], [queue, unmanaged("aws_sqs_queue", "q")])).toEqual({
      kept: [unmanaged("aws_sqs_queue", "q")],
      ignored: 1,
      expired: [],
      unneeded: [],
    }));

  it("keeps what it records, with who says so, why, and how long", () =>
    expect(treated([record({ address })], [queue]).kept).toEqual([{ ...queue, recorded: rest }]));

  it("the first line that matches decides; one that is left with nothing is told as unneeded", () => {
    const { kept, unneeded } = treated([record({ address }), ignore({ address })], [queue]);
    expect(kept).toHaveLength(1);
    expect(unneeded).toEqual([`${file}:2: ${address} decides nothing any more; take the line out`]);
  });

  it.each([
    ["visibility_timeout_seconds", true],
    ["visibility*", true],
    ["*", true],
    ["visibility", false],
    ["timeout*", false],
  ])("attribute %s: %s", (attribute, matches) =>
    expect(treated([ignore({ address, attribute })], [queue]).ignored).toBe(matches ? 1 : 0),
  );

  it("an address is of one state where the line says which", () => {
    expect(treated([ignore({ address, state: "runtime" })], [queue]).ignored).toBe(1);
    expect(treated([ignore({ address, state: "recovery" })], [queue]).ignored).toBe(0);
  });

  it("what no state has goes by type and id, and only that does", () => {
    const line = ignore({ type: "aws_sqs_queue", resource: "q" });
    expect(treated([line], [unmanaged("aws_sqs_queue", "q")]).ignored).toBe(1);
    expect(treated([line], [unmanaged("aws_sqs_queue", "r"), unmanaged("aws_sns_topic", "q")]).ignored).toBe(0);
    expect(treated([line], [difference({ resource: "q" })]).ignored).toBe(0);
  });

  it("holds to the end of its last day, then fails and no longer covers anything", () => {
    expect(treated([ignore({ address, expires: at.slice(0, 10) })], [queue]).ignored).toBe(1);
    const { kept, expired, ignored } = treated([ignore({ address, expires: "2026-02-28" })], [queue]);
    expect({ kept, ignored }).toEqual({ kept: [queue], ignored: 0 });
    expect(expired).toEqual([
      {
        id: expired[0]?.id,
        file,
        line: 1,
        subject: address,
        owner: "platform",
        reason: "known",
        expires: "2026-02-28",
      },
    ]);
  });

  it("tells an expired line by the same id wherever it stands, and two lines about the same by two", () => {
    const old = ignore({ address, expires: "2026-02-28" });
    const expired = (...lines: object[]) => treated(lines, []).expired;
    const [alone] = expired(old);
    const [, moved] = expired(ignore({ type: "aws_sqs_queue", resource: "q", expires: "2026-02-27" }), old);
    expect([moved?.line, moved?.id]).toEqual([2, alone?.id]);
    const twice = expired(old, ignore({ address, attribute: "policy", expires: "2026-02-28" }), old).map((l) => l.id);
    expect(twice[0]).toBe(alone?.id);
    expect(new Set(twice).size).toBe(3);
  });

  it("tells of no line that it is not needed when something could not be seen", () => {
    expect(treated([ignore({ address })], []).unneeded).toHaveLength(1);
    expect(treated([ignore({ address })], [], false).unneeded).toEqual([]);
  });

  it("loses nothing: what came in is kept or counted", () => {
    const lines = fc.subarray([
      ignore({ address }),
      record({ address, attribute: "p*" }),
      ignore({ type: "aws_sqs_queue", resource: "q" }),
    ]);
    const all = fc.subarray([
      queue,
      difference({ attribute: "policy" }),
      unmanaged("aws_sqs_queue", "q"),
      unmanaged("aws_sqs_queue", "r"),
    ]);
    fc.assert(
      fc.property(lines, all, (lines, all) => {
        const { kept, ignored, unneeded } = treated(lines, all);
        expect(kept.length + ignored).toBe(all.length);
        expect(unneeded.length).toBeLessThanOrEqual(lines.length);
      }),
    );
  });

  it("of no lines changes nothing", () => {
    const none: readonly BaselineLine[] = [];
    expect(treat({ file, lines: none }, [queue], { at, sawAll: true }).kept).toEqual([queue]);
  });
});
