import { once } from "node:events";
import { z } from "zod";
import { commonConfig } from "../runtime/config.ts";
import { runService } from "../runtime/service.ts";
import { pageServer } from "./server.ts";

const config = commonConfig.extend({ PORT: z.coerce.number().int().min(0).max(65_535).default(8080) });

await runService({
  name: "web",
  config,
  async main({ config: { TASK_ADDRESS, PORT }, stop }) {
    const server = pageServer();
    server.listen(PORT, TASK_ADDRESS);
    await once(server, "listening");
    await new Promise<void>((resolve) => (stop.aborted ? resolve() : stop.addEventListener("abort", () => resolve())));
    server.close();
    server.closeAllConnections();
  },
});
