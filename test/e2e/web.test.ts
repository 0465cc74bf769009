import { existsSync, mkdirSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../services/control/app.ts";
import { StatsReader } from "../../services/control/stats.ts";
import { pageServer } from "../../services/web/server.ts";
import { openSampleLake, type SampleLake, sampleEvents } from "../services/control/sample-lake.ts";

const executablePath = process.env["CAP_CHROMIUM"] ?? "/usr/bin/chromium";
const here = existsSync(executablePath);
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
const token = "a-token-of-a-test";
/** Where to put a picture of the page; none when it is not set. */
const pictures = process.env["CAP_PICTURES"];

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Page and API at one address under a path, as behind the load balancer. */
const entrance = (web: number, control: () => number): Server =>
  createServer((incoming, outgoing) => {
    const path = (incoming.url ?? "").replace(/^\/prefix/, "");
    const port = /^\/(v1|docs)/.test(path) ? control() : web;
    const onward = request({ port, path, method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.writeHead(502, { "content-type": "text/plain" }).end("bad gateway"));
    incoming.pipe(onward);
  });

describe.skipIf(!here)(`the page${here ? "" : ` (skipped: no chromium at ${executablePath})`}`, () => {
  let lake: SampleLake;
  let browser: Browser;
  let page: Page;
  let base: string;
  let control = 0;
  const raws = sampleEvents(400);
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    lake = await openSampleLake();
    await lake.add(raws.slice(0, 300));
    await lake.add(raws.slice(0, 4), "drop", "duplicate");
    await lake.add([Buffer.from("{}")], "dead-letter", "no eventTime");
    const stats = new StatsReader(lake.query, async () => 0, 1_500);
    const app = await buildApp({ query: lake.query, stats, freshMs: 1_500, token }, pino({ level: "silent" }));
    await app.listen({ host: "127.0.0.1", port: 0 });
    control = (app.server.address() as AddressInfo).port;
    const web = pageServer();
    const front = entrance(await listen(web), () => control);
    base = `http://127.0.0.1:${await listen(front)}/prefix/`;
    browser = await chromium.launch({ executablePath, args: [...flags, ...quiet] });
    page = await browser.newPage({ viewport: { width: 1360, height: 1000 } });
    closing.push(
      () => browser.close(),
      () => front.close(),
      () => web.close(),
      () => app.close(),
      () => lake.close(),
    );
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const picture = async (name: string) => {
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/${name}.png` });
  };

  test("asks for the token, and again when it is refused", async () => {
    await page.goto(base);
    await page.getByLabel("Token", { exact: true }).fill("wrong-token");
    await page.keyboard.press("Enter");
    await page.getByText("The API refused the token").waitFor();
    await picture("token");
    await page.getByLabel("Token", { exact: true }).fill(token);
    await page.keyboard.press("Enter");
    await page.getByText("Connected").waitFor();
  });

  test("takes the token from the address and leaves it out of the address", async () => {
    await page.goto("about:blank");
    await page.goto(`${base}#token=${token}`);
    await page.getByText("Connected").waitFor();
    expect(page.url()).toBe(base);
    await expect.poll(() => page.locator("#kept").textContent()).toBe("300");
    expect(await page.locator("#dropped").textContent()).toBe("4");
    expect(await page.locator("#deadLettered").textContent()).toBe("1");
    expect(await page.locator("#rows tr").count()).toBe(100);
    expect(await page.locator("#arrivals rect").count()).toBeGreaterThan(0);
  });

  test("shows events as they arrive", async () => {
    await lake.add(raws.slice(300));
    await page.locator("#rows tr.new").first().waitFor();
    await expect.poll(() => page.locator("#kept").textContent()).toBe("400");
    await picture("light");
    await page.emulateMedia({ colorScheme: "dark" });
    await picture("dark");
  });

  test("is searched by keyboard, and shows one event as a whole", async () => {
    await page.getByLabel("Principal").fill("svc-backup");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#rows tr").count()).toBe(14);
    await page.getByRole("button", { name: "DeleteTrail" }).focus();
    await page.keyboard.press("Enter");
    expect(JSON.parse((await page.locator("#json").textContent()) ?? "").api.operation).toBe("DeleteTrail");
    await picture("detail");
    await page.keyboard.press("Escape");
    await page.getByLabel("Principal").fill("");
    await page.getByLabel("Error").fill("none-such");
    await page.keyboard.press("Enter");
    await page.getByText("No event matches.").waitFor();
    await page.getByRole("button", { name: "Live" }).click();
    await expect.poll(() => page.locator("#rows tr").count()).toBe(100);
  });

  test("shows what was asked for during a look as soon as that look is over", async () => {
    const other = await browser.newPage();
    // No timer runs by itself: what is shown was not waited for.
    const now = Date.now();
    await other.clock.install({ time: now });
    await other.clock.pauseAt(now + 1_000);
    const held = Promise.withResolvers<void>();
    await other.route("**/v1/stats", async (route) => {
      await held.promise;
      await route.continue();
    });
    const begun = other.waitForRequest("**/v1/stats");
    await other.goto(`${base}#token=${token}`);
    await begun;
    await other.getByRole("button", { name: "Live" }).click();
    await other.clock.runFor(50);
    held.resolve();
    await expect.poll(() => other.locator("#rows tr").count()).toBe(100);
    await other.close();
  });

  test("what arrives before a search is answered is not shown among what it found", async () => {
    const other = await browser.newPage();
    const rows = (): Promise<number> => other.locator("#rows tr").count();
    await other.goto(`${base}#token=${token}`);
    await expect.poll(rows).toBe(100);
    const [found, looking, arrived] = [0, 1, 2].map(() => Promise.withResolvers<void>());
    await other.route("**/v1/events?*", async (route) => {
      await found?.promise;
      await route.continue();
    });
    const searching = other.waitForRequest("**/v1/events?*");
    await other.getByLabel("Principal").fill("svc-backup");
    await other.keyboard.press("Enter");
    await searching;
    await other.route("**/v1/arrivals?*", async (route) => {
      looking?.resolve();
      await arrived?.promise;
      await route.continue();
    });
    await looking?.promise;
    const record = JSON.parse(String(raws.find((raw) => !String(raw).includes("svc-backup"))));
    await lake.add([Buffer.from(JSON.stringify({ ...record, eventID: "meanwhile" }))]);
    const newest = async () => {
      const asked = { headers: { authorization: `Bearer ${token}` } };
      const answer = await fetch(`${base}v1/arrivals?limit=100`, asked);
      const { arrivals } = (await answer.json()) as { arrivals: { event: { metadata: { uid: string } } }[] };
      return arrivals[0]?.event.metadata.uid;
    };
    await expect.poll(newest).toBe("meanwhile");
    found?.resolve();
    await expect.poll(rows).toBe(14);
    // Another look begins only when the one before is over.
    const over = other.waitForRequest("**/v1/stats");
    arrived?.resolve();
    await over;
    expect(await rows()).toBe(14);
    await other.close();
  });

  test("says so when the API cannot be reached, and when it can be again", async () => {
    const port = control;
    control = 1;
    await page.getByText("The API cannot be reached").waitFor();
    await picture("away");
    control = port;
    await page.getByText("Connected").waitFor();
    expect(await page.getByRole("alert").isVisible()).toBe(false);
  });

  test("leads to a documentation that works under the same path", async () => {
    await page.goto(`${base}docs`);
    await page.getByText("CAP control API").waitFor();
    await page.getByText("/v1/events", { exact: false }).first().waitFor();
    await picture("docs");
  });
});
