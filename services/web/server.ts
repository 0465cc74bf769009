import { createServer, type Server } from "node:http";
import { iconSvg, pageHtml } from "./page.ts";
import { pageJs } from "./script.ts";
import { pageCss } from "./style.ts";

interface Asset {
  readonly type: string;
  readonly text: string;
}

/** What is served, by path. Paths are those of the page's own relative links. */
const assets: Readonly<Record<string, Asset>> = {
  "/": { type: "text/html; charset=utf-8", text: pageHtml },
  "/page.css": { type: "text/css; charset=utf-8", text: pageCss },
  "/page.js": { type: "text/javascript; charset=utf-8", text: pageJs },
  "/icon.svg": { type: "image/svg+xml", text: iconSvg },
  "/healthz": { type: "application/json", text: '{"status":"ok"}\n' },
};

/** The page talks to its own origin only, and nobody may put it in a frame. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
};

/** A server of the page; not listening yet. */
export function pageServer(): Server {
  const server = createServer((request, response) => {
    const asset = assets[request.url?.split("?")[0] ?? "/"];
    const known = request.method === "GET" || request.method === "HEAD";
    if (asset === undefined || !known) {
      response.writeHead(known ? 404 : 405, { ...headers, "content-type": "text/plain" });
      return response.end(known ? "not found\n" : "only GET\n");
    }
    const body = Buffer.from(asset.text);
    response.writeHead(200, { ...headers, "content-type": asset.type, "content-length": body.length });
    return response.end(request.method === "HEAD" ? undefined : body);
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  return server;
}
