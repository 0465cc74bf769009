import { execFileSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { apply } from "../../../ops/terraform/apply.ts";
import { headOf } from "../../../ops/terraform/head.ts";
import { init } from "../../../ops/terraform/init.ts";
import { keepState } from "../../../ops/terraform/keep-state.ts";
import { plan } from "../../../ops/terraform/plan.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { rewrite, scratch, shell, stateOf, terraform, written } from "../../support/terraform-data.ts";

const tf = terraform();
/** A disk a little larger than what an apply wants, or why there is none. */
function smallDisk(): { readonly folder: string; readonly missing?: string } {
  const folder = mkdtempSync(join(tmpdir(), "cap-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=80m", "tmpfs", folder], { stdio: "pipe" });
    return { folder };
  } catch {
    return { folder, missing: "this user may not mount a tmpfs" };
  }
}
const disk = smallDisk();
const ballast = join(disk.folder, "ballast");
afterEach(() => rmSync(ballast, { force: true }));
afterAll(() => {
  if (disk.missing === undefined) execFileSync("umount", ["-l", disk.folder]);
  rmSync(disk.folder, { recursive: true, force: true });
});

/** Writes so many bytes, or until the disk refuses. */
function fill(bytes = Number.POSITIVE_INFINITY): void {
  const file = openSync(ballast, "w");
  let left = bytes;
  try {
    for (const size of [65_536, 1]) {
      try {
        for (; left > 0; left -= size) writeSync(file, Buffer.alloc(size));
      } catch {}
    }
  } finally {
    closeSync(file);
  }
}

/** A state that lies on the small disk, folder and all. */
async function onDisk(name: string, resources: Parameters<typeof stateOf>[0]): Promise<StateFolder> {
  const dir = join(disk.folder, name);
  mkdirSync(dir);
  copyFileSync(join(stateOf(resources).dir, "cdk.tf.json"), join(dir, "cdk.tf.json"));
  const state = { name, dir, dependsOn: [] };
  await init(tf, state);
  return state;
}

describe.skipIf(disk.missing !== undefined)(
  `a full disk${disk.missing === undefined ? "" : `: ${disk.missing}`}`,
  () => {
    const large = "x".repeat(40_000);

    it.each([
      ["before the state is written for the first time", {}],
      ["after it was written", { two: { input: "written before" } }],
    ])(
      "that fills up %s loses no state: an older one is whole, and what was done since is told",
      async (when, first) => {
        const full = join(scratch, `full ${when}`);
        const wait = shell(`while [ ! -e "${full}" ]; do sleep 0.1; done`);
        const state = await onDisk(when, { one: { input: "first" } });
        await apply(tf, await plan(tf, state), () => {});
        const input = "two" in first ? `\${terraform_data.two.id}` : "";
        const more = {
          ...first,
          wait: { input, provisioner: wait },
          three: { input: `\${terraform_data.wait.id}${large}` },
        };
        rewrite(state, '"one":{', `${JSON.stringify(more).slice(1, -1)},"one":{`);
        const applying = apply(tf, await plan(tf, state), ({ running }) => {
          if (!running.includes("terraform_data.wait") || existsSync(full)) return;
          fill();
          writeFileSync(full, "");
        });
        const told =
          /could not be written, as on a full disk; an older one is there, whole.*in no state: terraform_data\./;
        await expect(applying).rejects.toMatchObject({ code: "CAP_STATE_CUT", message: expect.stringMatching(told) });
        expect(written(state)).toContain("first");
        rmSync(ballast);
        expect((await plan(tf, state)).changes.map((c) => c.address)).toContain("terraform_data.three");
        expect(readdirSync(state.dir).filter((name) => name.endsWith(".before"))).toEqual([]);
      },
    );

    it("with too little room is seen before anything is changed; with room the same apply goes on", async () => {
      const state = await onDisk("little room", { one: { input: "first" } });
      fill(40 * 1024 * 1024);
      await expect(apply(tf, await plan(tf, state), () => {})).rejects.toMatchObject({ code: "CAP_NO_ROOM" });
      expect(written(state)).toBe("");
      rmSync(ballast);
      await apply(tf, await plan(tf, state), () => {});
      expect(await headOf(tf, state)).toMatchObject({ resources: 1 });
    });
  },
);

describe("a state that is kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "cap-keep-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let made = 0;
  const kept = async (content?: string) => {
    const dir = join(folder, String(made++));
    mkdirSync(dir);
    writeFileSync(
      join(dir, "cdk.tf.json"),
      JSON.stringify({ terraform: { backend: { local: { path: "s.tfstate" } } } }),
    );
    const file = join(dir, "s.tfstate");
    if (content !== undefined) writeFileSync(file, content);
    return { file, state: await keepState({ name: "s", dir, dependsOn: [] }) };
  };

  it("comes back where half of one was left, and the half is kept", async () => {
    const { file, state } = await kept('{"serial":1}');
    writeFileSync(file, '{"serial":2,"resour');
    expect(await state.restore()).toBe(true);
    expect([file, `${file}.cut`].map((path) => readFileSync(path, "utf8"))).toEqual([
      '{"serial":1}',
      '{"serial":2,"resour',
    ]);
  });

  it("comes back where nothing of it was left", async () => {
    const { file, state } = await kept('{"serial":1}');
    writeFileSync(file, "");
    expect(await state.restore()).toBe(true);
    expect(readFileSync(file, "utf8")).toBe('{"serial":1}');
  });

  it("is left as it is where it is whole, or empty, as before the first write, or not there", async () => {
    for (const [before, after] of [
      ['{"serial":1}', '{"serial":2}'],
      [undefined, ""],
    ] as const) {
      const { file, state } = await kept(before);
      writeFileSync(file, after);
      expect(await state.restore()).toBe(false);
      expect(readFileSync(file, "utf8")).toBe(after);
      expect(existsSync(`${file}.before`)).toBe(false);
      rmSync(file);
    }
    const { file, state } = await kept();
    expect(await state.restore()).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  it("that was never written before leaves no half in its place", async () => {
    const { file, state } = await kept();
    writeFileSync(file, "{");
    expect(await state.restore()).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  it("leaves no copy once it was written", async () => {
    const { file, state } = await kept("{}");
    expect(existsSync(`${file}.before`)).toBe(true);
    await state.forget();
    expect(existsSync(`${file}.before`)).toBe(false);
  });
});
