import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { apply } from "../../../ops/terraform/apply.ts";
import { assertNothingErrored } from "../../../ops/terraform/errored.ts";
import { init } from "../../../ops/terraform/init.ts";
import { plan } from "../../../ops/terraform/plan.ts";
import { assertNobodyWrites, forgetWriter, noteWriter } from "../../../ops/terraform/writer.ts";
import { scratch, shell, stateOf, terraform, written } from "../../support/terraform-data.ts";

const tf = terraform();
const note = ({ dir }: { dir: string }): string => join(dir, "cap-writer.json");

describe("who writes a state", () => {
  it("keeps others from it while it runs, and no longer", async () => {
    const [busy, free] = [stateOf({}), stateOf({})];
    const writer = spawn("sleep", ["60"]);
    noteWriter(busy, writer.pid ?? 0);
    expect(() => assertNobodyWrites([free, busy])).toThrow(
      expect.objectContaining({
        code: "CAP_STILL_APPLYING",
        exit: 4,
        message: expect.stringMatching(
          new RegExp(`still writes ${busy.name} \\(process ${writer.pid}\\); nothing was changed`),
        ),
      }),
    );
    expect(() => assertNobodyWrites([free])).not.toThrow();
    writer.kill("SIGKILL");
    await once(writer, "close");
    expect(() => assertNobodyWrites([free, busy])).not.toThrow();
  });

  it("is forgotten, also twice; a note that is none holds nobody up", async () => {
    const state = stateOf({});
    noteWriter(state, process.pid);
    await forgetWriter(state);
    await forgetWriter(state);
    expect(() => assertNobodyWrites([state])).not.toThrow();
    writeFileSync(note(state), "{");
    expect(() => assertNobodyWrites([state])).not.toThrow();
  });

  it("need not be noted for a state to be written: a folder that takes no file stops no apply", () => {
    expect(() => noteWriter({ name: "s", dir: "/no/such/folder", dependsOn: [] }, process.pid)).not.toThrow();
  });

  it("is Terraform itself, for as long as it applies", async () => {
    const state = stateOf({ one: { provisioner: shell("sleep 1") } });
    await init(tf, state);
    const planned = await plan(tf, state);
    const refused: unknown[] = [];
    await apply(tf, planned, ({ running }) => {
      if (running.length === 0) return;
      try {
        assertNobodyWrites([state]);
      } catch (error) {
        refused.push(error);
      }
    });
    expect(refused).toMatchObject([{ code: "CAP_STILL_APPLYING" }]);
    expect(existsSync(note(state))).toBe(false);
  });
});

it("a Terraform that is killed says what it was at; what it had made is in its state, and the next apply goes on", async () => {
  const after = { input: `\${terraform_data.slow.id}` };
  const over = join(scratch, "killed");
  // Slow until it is killed: it has not ended before that, however late the kill comes.
  const slow = shell(`[ -e "${over}" ] || sleep 20`);
  const state = stateOf({ quick: {}, slow: { provisioner: slow }, after });
  await init(tf, state);
  const kill = (): void => {
    process.kill((JSON.parse(readFileSync(note(state), "utf8")) as { pid: number }).pid, "SIGKILL");
    writeFileSync(over, "");
  };
  let killing: Promise<void> | undefined;
  const killed = apply(tf, await plan(tf, state), ({ done, running }) => {
    if (done !== 1 || running.length !== 1) return;
    // Terraform says that something is made before it writes so.
    killing ??= vi.waitFor(() => expect(written(state)).toContain("quick"), 15_000).then(kill);
  });
  await expect(killed).rejects.toMatchObject({
    code: "CAP_TERRAFORM",
    message: expect.stringMatching(
      /was killed; it was at terraform_data\.slow: AWS may have made that, and no state knows of it/,
    ),
    nextSteps: expect.arrayContaining([expect.stringContaining("cap drift")]),
  });
  await killing;
  expect(written(state)).toContain("quick");
  const rest = await plan(tf, state);
  const addresses = rest.changes.map((c) => c.address);
  // Whether `slow` had been written at that moment is chance.
  expect(addresses.filter((a) => a !== "terraform_data.slow")).toEqual(["terraform_data.after"]);
  await apply(tf, rest, () => {});
  expect((await plan(tf, state)).empty).toBe(true);
});

describe("a state that Terraform could not write where it belongs", () => {
  it("stops whoever would plan from the older one, and the way on is told", () => {
    const [left, fine] = [stateOf({}), stateOf({})];
    writeFileSync(join(left.dir, "errored.tfstate"), "{}");
    expect(() => assertNothingErrored([fine, left])).toThrow(
      expect.objectContaining({
        code: "CAP_STATE_LEFT",
        exit: 4,
        nextSteps: [expect.stringContaining(`cd ${left.dir} && terraform state push`)],
      }),
    );
    expect(() => assertNothingErrored([fine])).not.toThrow();
  });

  it("is none where nothing could be written at all", () => {
    const state = stateOf({});
    writeFileSync(join(state.dir, "errored.tfstate"), "");
    expect(() => assertNothingErrored([state])).not.toThrow();
  });
});
