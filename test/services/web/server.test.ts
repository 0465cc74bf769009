import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pageServer } from "../../../services/web/server.ts";

let server: Server;
let base: string;
beforeAll(async () => {
  server = pageServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test("the page and all it links to are served, each by a relative address", async () => {
  const page = await (await fetch(base)).text();
  const links = [...page.matchAll(/(?:href|src)="([^"#]+)"/g)].map((match) => String(match[1]));
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    expect(link).not.toMatch(/^(\/|https?:)/);
    // The API's documentation comes from the service beside this one.
    if (link !== "docs/") expect((await fetch(`${base}/${link}`)).status, link).toBe(200);
  }
});

test("only its own origin may be talked to", async () => {
  const policy = (await fetch(base)).headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toContain("unsafe");
});

test.each([
  ["/healthz", "GET", 200],
  ["/?a=b", "GET", 200],
  ["/", "HEAD", 200],
  ["/", "POST", 405],
  ["/nothing", "GET", 404],
  ["//", "GET", 404],
  ["/__proto__", "GET", 404],
])("%s by %s is %i", async (path, method, status) => {
  expect((await fetch(base + path, { method })).status).toBe(status);
});
