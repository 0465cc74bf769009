import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { ProblemError } from "./problem.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Lets requests through that carry the token as `Authorization: Bearer …`. Digests are compared, so that the time it
 * takes tells neither the token's length nor how much of it was right.
 */
export function bearer(token: string): (request: FastifyRequest) => Promise<void> {
  const wanted = digest(token);
  return async ({ headers }) => {
    const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) return;
    throw new ProblemError({
      status: 401,
      title: given === undefined ? "No token" : "Wrong token",
      detail: "Send the API token of this environment as `Authorization: Bearer <token>`.",
    });
  };
}
