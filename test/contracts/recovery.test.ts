import { expect, test } from "vitest";
import { achievable, bestObjectives, type RecoveryKind } from "../../contracts/recovery.ts";
import { prod } from "../../environments/prod.ts";
import { staging } from "../../environments/staging.ts";
import { validateEnvironment } from "../../environments/validate.ts";

const kinds: readonly RecoveryKind[] = ["none", "backups", "pilot-light"];

test("each kind of recovery survives what the one before survives, and more", () => {
  const survived = kinds.map((kind) => Object.keys(achievable[kind]));
  for (const [i, losses] of survived.entries()) {
    if (i === 0) continue;
    expect(losses).toEqual(expect.arrayContaining(survived[i - 1]!));
    expect(losses.length).toBeGreaterThan(survived[i - 1]!.length);
  }
  expect(achievable.backups.region).toBeUndefined();
  expect(achievable["pilot-light"].region).toBeDefined();
});

test("the best objectives are those after the worst loss", () => {
  expect(bestObjectives("pilot-light").rpoMinutes).toBe(achievable["pilot-light"].region?.rpoMinutes);
  expect(bestObjectives("backups").rtoMinutes).toBe(achievable.backups.data?.rtoMinutes);
});

test("objectives that the kind of recovery cannot meet are refused, each by its own name; those that it just meets are not", () => {
  const fields = (e: typeof prod) => validateEnvironment(e).map((f) => f.field);
  const asked = (rpoMinutes: number, rtoMinutes: number): typeof prod => {
    const { recovery } = prod;
    if (recovery.kind !== "pilot-light") throw new Error("prod is not a pilot light any more");
    return { ...prod, recovery: { ...recovery, objectives: { rpoMinutes, rtoMinutes } } };
  };
  const best = bestObjectives("pilot-light");
  expect(fields(asked(best.rpoMinutes, best.rtoMinutes))).toEqual([]);
  expect(fields(asked(best.rpoMinutes - 1, best.rtoMinutes))).toEqual(["recovery.objectives.rpoMinutes"]);
  expect(fields(asked(0, 5))).toEqual(["recovery.objectives.rpoMinutes", "recovery.objectives.rtoMinutes"]);
  expect(fields({ ...staging, recovery: { kind: "backups", objectives: { rpoMinutes: 0, rtoMinutes: 5 } } })).toEqual([
    "recovery.objectives.rpoMinutes",
    "recovery.objectives.rtoMinutes",
  ]);
});
