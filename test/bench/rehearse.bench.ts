import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toolsDir } from "../../ops/home.ts";
import type { RehearsalReport } from "../../ops/rehearse/report.ts";
import { type Bench, timed } from "./measure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const askedMinutes = 12;

/** A whole rehearsal of prod on a home of its own; tools are shared, as on any machine that has set up once. */
export const bench: Bench = {
  name: "rehearse",
  async run() {
    const home = mkdtempSync(join(tmpdir(), "cap-rehearse-"));
    try {
      mkdirSync(toolsDir(), { recursive: true });
      symlinkSync(toolsDir(), join(home, "tools"));
      const env = { ...process.env, CAP_HOME: home };
      const done = await timed("bin/cap", ["rehearse", "--env", "prod", "--json"], {
        cwd: root,
        env,
      });
      if (done.code !== 0) throw new Error(`the rehearsal was not clean: ${done.stdout}${done.stderr}`);
      const report = JSON.parse(done.stdout) as RehearsalReport;
      const minutes = done.ms / 60_000;
      const phases = report.phases.map((p) => `${p.name} ${p.seconds.toFixed(0)} s`).join(", ");
      return [
        {
          what: `\`cap rehearse --env prod\`, ${report.resources} resources of ${report.types} types`,
          asked: `<= ${askedMinutes} min`,
          measured: `${minutes.toFixed(1)} min (${phases})`,
          holds: minutes <= askedMinutes,
          limitedBy:
            "three states one after the other, each with fixed waits of the AWS provider: table replicas 180 s, load balancer 60 s, lifecycle rules 55 s",
        },
      ];
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};
