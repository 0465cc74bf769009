import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

// A disk that is really full: a small file system of its own, which needs a mount namespace.
const mounted = ["-Urm", "sh", "-c"];
const canMount = (() => {
  try {
    execFileSync("unshare", [...mounted, "mount -t tmpfs -o size=64k none /mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
const home = mkdtempSync(join(tmpdir(), "cap-disk-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const program = `
import { openSqliteBus } from "${fileURLToPath(new URL("../../adapters/bus/sqlite.ts", import.meta.url))}";
import { openFiles } from "${fileURLToPath(new URL("../../adapters/objects/files.ts", import.meta.url))}";
import { rmSync, writeFileSync } from "node:fs";
const topic = { name: "t", schema: "", key: "", partitions: 3, retentionHours: 1, maxRecordBytes: 1000000 };
const bus = openSqliteBus("${home}/bus.sqlite");
await bus.ensureTopics([topic]);
writeFileSync("${home}/ballast", new Uint8Array(2_000_000));
const send = () => bus.send(topic, Array.from({ length: 30 }, (_, i) => ({ key: "k" + i, value: new Uint8Array(2000), headers: {} })));
const seen = { sent: 0 };
try { for (;;) { await send(); seen.sent++; } } catch (e) { seen.bus = [e.name, e.retry, e.message]; }
const objects = openFiles("${home}/bucket");
try { await objects.put("a/b", new Uint8Array(3_000_000)); } catch (e) { seen.objects = [e.name, e.code, e.retry]; }
seen.half = await objects.head("a/b");
rmSync("${home}/ballast");
await send();
seen.held = (await bus.extents(topic)).reduce((sum, e) => sum + e.end - e.first, 0);
console.log(JSON.stringify(seen));
`;

describe.skipIf(!canMount)(`a full disk${canMount ? "" : " (no mount namespace here)"}`, () => {
  it("stops bus and objects with a clear fault, leaves nothing half written, and heals with room", () => {
    const mount = `mount -t tmpfs -o size=6m none '${home}' && exec "$0" --input-type=module-typescript -e "$1"`;
    const out = execFileSync("unshare", [...mounted, mount, process.execPath, program], {
      encoding: "utf8",
      timeout: 120_000,
    });
    const seen = JSON.parse(out.trim().split("\n").at(-1) ?? "{}");
    expect(seen.sent).toBeGreaterThan(0);
    expect(seen.bus).toEqual(["BusError", "now", expect.stringMatching(/full.*nothing was written/)]);
    expect(seen.objects).toEqual(["ObjectsError", "full", "now"]);
    expect(seen.half).toBeUndefined();
    expect(seen.held).toBe((seen.sent + 1) * 30);
  });
});
