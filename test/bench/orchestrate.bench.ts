import { environmentNamed } from "../../environments/index.ts";
import type { ApplyResult } from "../../ops/apply/result.ts";
import { atOnce } from "../../ops/terraform/terraform.ts";
import { type Bench, type Finished, inTurn, type Measure, median } from "./measure.ts";
import { type Cdktf, cdktfOn } from "./orchestrate/cdktf.ts";
import { leastSeconds, timesOf } from "./orchestrate/least.ts";
import { onStand, type Stand } from "./orchestrate/stand.ts";
import { type SeenTree, watchTree } from "./process-tree.ts";

/** Another environment is for a trial of this file. */
const environment = process.env["CAP_BENCH_ENV"] ?? "staging";
/** How often each is measured, in turn; the median counts. */
const rounds = Number(process.env["CAP_BENCH_ROUNDS"] ?? (environment === "staging" ? 3 : 1));

/** `cap apply` of a fresh environment, then `cap plan`, `cap drift` and `cap apply` with nothing to do beside cdktf-cli. */
export const bench: Bench = {
  name: `plan, apply and drift of ${environment}, ${rounds} ${rounds === 1 ? "round" : "rounds"}`,
  run: () =>
    onStand(environmentNamed(environment), async (stand) => {
      const fresh = await freshApply(stand);
      return [...fresh, ...(await besideCdktf(stand, await cdktfOn(stand)))];
    }),
};

const inS = (seconds: number): string => `${seconds.toFixed(1)} s`;

async function freshApply(stand: Stand): Promise<Measure[]> {
  // The lock and the journal need their bucket first; of the account, not of the environment.
  if (stand.env.name !== "local") answered(await stand.cap(["bootstrap", "--yes"]), 0);
  let watching: Promise<SeenTree> | undefined;
  const done = await stand.cap(["apply", "--yes", "--accept-unknown"], (pid) => {
    watching = watchTree(pid);
  });
  const result = answered<ApplyResult>(done, 0);
  if (watching === undefined) throw new Error("cap apply was never seen");
  const tree = await watching;
  const states = await stand.states();
  const times = timesOf(tree.processes, states);
  const { path, shared } = leastSeconds(times, states, atOnce);
  const [wall, least] = [done.ms / 1000, Math.max(path, shared)];
  const parts = times.map((t) => `${t.state} ${t.applied.toFixed(0)} + ${t.looked.toFixed(0)}`).join(", ");
  const resources = result.states.reduce((n, s) => n + s.added, 0);
  const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
  const what = `\`cap apply\` of \`${environment}\`, fresh, ${resources} resources in ${states.length} states`;
  return [
    {
      what: `${what}, whole process`,
      asked: "<= 1.15 x the larger of the states' critical path and their times / slots",
      measured: `${inS(wall)}, ${(wall / least).toFixed(2)} x (path ${inS(path)}, times / ${atOnce} ${inS(shared)}; apply + last look: ${parts})`,
      holds: wall <= 1.15 * least,
      limitedBy: "fixed waits of the AWS provider in the states; programs and Terraform JSON are made before them",
    },
    {
      what: `${what}, peak memory with Terraform and providers`,
      asked: "<= 2 GB",
      measured: `${gb(tree.peakRss)} resident in sum, ${gb(tree.pssThen)} with what is shared counted once`,
      holds: tree.peakRss <= 2e9,
      limitedBy: `${atOnce} states at once, each a Terraform and a provider that hold the schema of every type`,
    },
  ];
}

async function besideCdktf(stand: Stand, cdktf: Cdktf): Promise<Measure[]> {
  const quiet = async (...args: string[]): Promise<Finished> => {
    const done = await stand.cap(args);
    answered(done, 0);
    return done;
  };
  const times = await inTurn(rounds, {
    plan: () => quiet("plan"),
    diff: cdktf.diffAll,
    drift: () => quiet("drift"),
    apply: async () => unchanged(await stand.cap(["apply", "--yes"])),
    deploy: cdktf.deployAll,
  });
  const count = (await stand.states()).length;
  const diff = `\`cdktf diff\` of the ${count} stacks, one after the other`;
  const row = (what: string, ours: readonly number[], theirs: readonly number[], than: string): Measure => {
    const ratio = median(ours) / median(theirs);
    return {
      what: `${what} of \`${environment}\`, nothing to find, against ${than}`,
      asked: "<= 0.5 x",
      measured: `${ratio.toFixed(2)} x (${spread(ours)} against ${spread(theirs)})`,
      holds: ratio <= 0.5,
      limitedBy: "each run of Terraform reads the schema of every type of the provider",
    };
  };
  return [
    row("`cap plan`", times.plan, times.diff, diff),
    row("`cap drift`", times.drift, times.diff, diff),
    row("`cap apply`", times.apply, times.deploy, "`cdktf deploy '*'`"),
  ];
}

function spread(ms: readonly number[]): string {
  return `${inS(median(ms) / 1000)}, ${Math.min(...ms.map((m) => m / 1000)).toFixed(1)}-${Math.max(...ms.map((m) => m / 1000)).toFixed(1)}`;
}

function unchanged(done: Finished): Finished {
  const { verdict } = answered<ApplyResult>(done, 0);
  if (verdict !== "unchanged") throw new Error(`cap apply had something to do: ${verdict}`);
  return done;
}

/** What a command printed as JSON; an error where it did not end as it has to, for then another thing was measured. */
function answered<T>({ code, stdout, stderr }: Finished, wanted: number): T {
  if (code !== wanted) throw new Error(`exit code ${code}: ${stdout.slice(0, 2000)}${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as T;
}
