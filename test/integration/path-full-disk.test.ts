import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { expectExactlyOnce } from "./path/audit.ts";
import { chance, trailEvent, trailFile } from "./path/events.ts";
import { LocalWorld } from "./path/local-world.ts";

/** A disk of a few megabytes, or why there is none. */
function tinyDisk(): { readonly folder: string; readonly missing?: string } {
  const folder = mkdtempSync(join(tmpdir(), "cap-tiny-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], { stdio: "pipe" });
    return { folder };
  } catch {
    return { folder, missing: "this user may not mount a tmpfs" };
  }
}

/** Writes until the disk refuses. */
function fill(file: string): void {
  const ballast = openSync(file, "w");
  try {
    for (const size of [65_536, 1]) {
      try {
        for (;;) writeSync(ballast, Buffer.alloc(size));
      } catch {}
    }
  } finally {
    closeSync(ballast);
  }
}

const disk = tinyDisk();
afterAll(() => {
  if (disk.missing === undefined) execFileSync("umount", ["-l", disk.folder]);
  rmSync(disk.folder, { recursive: true, force: true });
});

describe.skipIf(disk.missing !== undefined)(
  `a full disk${disk.missing === undefined ? "" : `: ${disk.missing}`}`,
  () => {
    test("collect and lake wait and say why; when there is room again, nothing was lost", async () => {
      const world = await LocalWorld.open(disk.folder);
      const random = chance(5);
      const ids = new Set<string>();
      let sources = 0;
      const land = async (name: string): Promise<void> => {
        const events = Array.from({ length: 50 }, () => trailEvent(random));
        for (const event of events) ids.add(String(event.eventID));
        sources += events.length;
        await world.land(name, trailFile(events));
      };
      const tasks = { collect: world.start("collect"), lake: world.start("lake") };
      for (let i = 0; i < 10; i += 1) await land(`early/${i}.json.gz`);
      await world.settled(sources, 120_000);
      for (let i = 0; i < 30; i += 1) await land(`late/${i}.json.gz`);
      fill(join(disk.folder, "ballast"));
      const [waits, why] = [/nothing was lost; trying again/, /full|no space left|ENOSPC/i];
      const told = (): boolean => waits.test(world.log) && why.test(world.log);
      for (let turn = 0; turn < 20 || (turn < 240 && !told()); turn += 1) {
        await sleep(250);
        // What ends is started anew, as ECS does it.
        for (const service of ["collect", "lake"] as const)
          if (!tasks[service].runs) tasks[service] = world.start(service);
      }
      const said = world.log;
      rmSync(join(disk.folder, "ballast"));
      for (const service of ["collect", "lake"] as const)
        if (!tasks[service].runs) tasks[service] = world.start(service);
      const seen = await world.settled(sources, 120_000);
      expectExactlyOnce(seen, ids, sources);
      expect(said).toMatch(waits);
      expect(said).toMatch(why);
      expect(await tasks.collect.stop()).toBe(0);
      expect(await tasks.lake.stop()).toBe(0);
    });
  },
);
