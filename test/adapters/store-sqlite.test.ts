import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openStore } from "../../adapters/store/open.ts";
import { storeContract, storeContractTables } from "../contract-suites/store.ts";

const home = mkdtempSync(join(tmpdir(), "cap-store-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

storeContract("sqlite", () => openStore("sqlite:contract/store.sqlite", { baseDir: home }));

describe("the embedded store", () => {
  it("is one file that several openers share and that stays", async () => {
    const [a, b] = [
      await openStore("sqlite:s.sqlite", { baseDir: home }),
      await openStore("sqlite:s.sqlite", { baseDir: home }),
    ];
    await a.put(storeContractTables.plain, { id: "x", n: 1 });
    expect(await b.get(storeContractTables.plain, { id: "x" })).toEqual({ id: "x", n: 1 });
    a.close();
    b.close();
    const again = await openStore(`sqlite:${join(home, "s.sqlite")}`);
    expect(await again.get(storeContractTables.plain, { id: "x" })).toEqual({ id: "x", n: 1 });
    again.close();
  });

  it("says so when the file is something else", async () => {
    writeFileSync(join(home, "other"), "no database, but long enough to look like one ".repeat(20));
    await expect(openStore("sqlite:other", { baseDir: home })).rejects.toMatchObject({ name: "StoreError" });
  });
});

describe("openStore", () => {
  it("refuses other URLs", async () => {
    await expect(openStore("redis:x")).rejects.toMatchObject({ code: "CAP_STORE_URL" });
  });
});
