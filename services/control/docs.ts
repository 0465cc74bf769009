import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";

/**
 * OpenAPI at `/docs` (for people) and `/docs/json`. Every address in it is relative: a load balancer may show the API
 * under a path of its own. Must be called before the routes it is to describe.
 */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "CAP control API",
        version: "1",
        description: "Security events of the lake, as OCSF 1.5.0 API Activity (class 6003).",
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
  });
  // Without the slash at its end, the page would look for its parts one level too high.
  app.addHook("onRequest", async (request, reply) => {
    if (request.url.split("?")[0] === "/docs") return reply.redirect("docs/");
    return undefined;
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    uiConfig: { persistAuthorization: true },
    // Relative to `/docs/json`; the generator itself would refuse a server without a host.
    transformSpecification: (document) => ({ ...document, servers: [{ url: ".." }] }),
  });
}
