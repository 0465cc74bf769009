import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from "fastify";
import { QueryError } from "../../adapters/query/port.ts";
import { serveDocs } from "./docs.ts";
import { type Problem, ProblemError, sendProblem } from "./problem.ts";
import { addRoutes, type RouteParts } from "./routes.ts";

/** A request is given up after this, milliseconds. */
const requestTimeoutMs = 30_000;

/** The HTTP API, ready to listen. */
export async function buildApp(parts: RouteParts, log: FastifyBaseLogger): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: requestTimeoutMs,
    bodyLimit: 16 * 1024,
    routerOptions: { maxParamLength: 200 },
  });
  // Parameters are checked by the schemas that describe them (parameters.ts); answers are sent as they are.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler((error: FastifyError, _request, reply) => answerError(error, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, {
      status: 404,
      title: "No such address",
      detail: `There is no ${request.method} ${request.url.split("?")[0]}; /docs lists what there is.`,
    }),
  );
  await serveDocs(app);
  app.get("/healthz", { schema: { hide: true } }, async () => ({ status: "ok" }));
  await app.register(async (scope) => addRoutes(scope, parts));
  return app;
}

function answerError(error: FastifyError | ProblemError | QueryError, reply: FastifyReply): FastifyReply {
  if (error instanceof ProblemError) {
    if (error.problem.status === 401) reply.header("www-authenticate", 'Bearer realm="cap"');
    return sendProblem(reply, error.problem);
  }
  if (error instanceof QueryError && error.code !== "sql") {
    if (error.code === "unavailable") reply.header("retry-after", "2");
    reply.log.warn({ cause: error.message }, "the lake did not answer");
    return sendProblem(reply, queryProblems[error.code]);
  }
  const status = "statusCode" in error ? error.statusCode : undefined;
  if (status !== undefined && status < 500) {
    return sendProblem(reply, { status, title: "The request cannot be read", detail: error.message });
  }
  reply.log.error({ err: error }, "a request failed");
  return sendProblem(reply, {
    status: 500,
    title: "A fault of ours",
    detail: `The log of this service has it under request ${reply.request.id}.`,
  });
}

const queryProblems: Readonly<Record<"timeout" | "unavailable", Problem>> = {
  timeout: {
    status: 504,
    title: "Reading the lake took too long",
    detail: "Ask for a shorter time range (from, to) or add a filter.",
  },
  unavailable: { status: 503, title: "The lake cannot be read now", detail: "Ask again in some seconds." },
};
