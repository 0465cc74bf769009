import type { FastifyReply } from "fastify";
import type { Fault } from "../../contracts/errors.ts";

/** What an error answer looks like: RFC 9457, `application/problem+json`. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  /** What to do about it. */
  readonly detail: string;
  /** Every wrong parameter of a request, not only the first. */
  readonly faults?: readonly Fault[];
}

/** Ends a request with a problem; thrown by handlers, turned into an answer in one place. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Sends a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** JSON schema of {@link Problem}, for the documentation. */
export const problemSchema = {
  type: "object",
  description: "RFC 9457",
  properties: {
    status: { type: "integer" },
    title: { type: "string" },
    detail: { type: "string" },
    faults: {
      type: "array",
      items: { type: "object", properties: { field: { type: "string" }, got: {}, want: { type: "string" } } },
    },
  },
};
