import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Something between a client and AWS. */
export interface Between {
  readonly endpoint: string;
  close(): void;
}

/** How one operation is refused: its name as AWS writes it, and the error. */
export interface Refusal {
  readonly operation: string;
  readonly status: number;
  readonly error: string;
  /** Region that a request must be signed for to be refused. @default - any. */
  readonly region?: string;
}

const hopByHop = ["connection", "content-length", "content-encoding", "expect", "transfer-encoding"];

/** Passes everything on to the emulated AWS but one operation (of the JSON or the query protocol), which it refuses. */
export async function standBetween(aws: string, refusal: Refusal): Promise<Between> {
  const { operation, status, error, region = "" } = refusal;
  const asked = new RegExp(`(^|&)Action=${operation}(&|$)`);
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const json = request.headers["x-amz-target"]?.toString().endsWith(`.${operation}`) === true;
    const there = request.headers.authorization?.includes(`/${region}`) === true;
    if (there && (json || asked.test(body.toString("latin1")))) {
      response.writeHead(status, { "content-type": json ? "application/x-amz-json-1.1" : "text/xml" });
      response.end(json ? JSON.stringify({ __type: error, message: "not you" }) : xml(error));
      return;
    }
    const answer = await passOn(aws, request, body);
    const headers = [...answer.headers].filter(([name]) => !hopByHop.includes(name));
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const xml = (error: string): string =>
  `<ErrorResponse><Error><Code>${error}</Code><Message>not you</Message></Error></ErrorResponse>`;

async function passOn(aws: string, request: IncomingMessage, body: Buffer): Promise<Response> {
  const method = request.method ?? "GET";
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || hopByHop.includes(name) ? [] : [[name, String(value)]],
  );
  const bare = method === "GET" || method === "HEAD";
  return await fetch(`${aws}${request.url}`, { method, headers, ...(bare ? {} : { body: new Uint8Array(body) }) });
}
