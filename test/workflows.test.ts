import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { names } from "../contracts/names.ts";
import { accounts } from "../environments/accounts.ts";
import { dev } from "../environments/dev.ts";
import { environments, everyProfile } from "../environments/index.ts";
import { atRecoverySite } from "../environments/recovery-site.ts";
import { addressOf } from "../ops/apply/bundle-address.ts";
import { bundleAsMarkdown } from "../ops/apply/markdown.ts";
import { commands } from "../ops/commands/index.ts";
import { changed, plannedState, summaryOf } from "./ops/apply/given.ts";

const folder = ".github/workflows";

/** What stands below a key, as deep as the key's own children go; our workflows are indented by two. */
function below(text: string, key: string, indent: number): string {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`${" ".repeat(indent)}${key}:`));
  if (from < 0) return "";
  const rest = lines.slice(from + 1);
  const end = rest.findIndex((line) => line.trim() !== "" && !line.startsWith(" ".repeat(indent + 1)));
  return rest.slice(0, end < 0 ? undefined : end).join("\n");
}

interface Job {
  readonly name: string;
  readonly text: string;
  readonly permissions: Readonly<Record<string, string>>;
}

function jobsOf(text: string): Job[] {
  const jobs = below(text, "jobs", 0);
  return [...jobs.matchAll(/^ {2}([\w-]+):$/gm)].map(([, name = ""]) => {
    const own = below(jobs, name, 2);
    const given = [...below(own, "permissions", 4).matchAll(/^ {6}([\w-]+): (\w+)$/gm)];
    return { name, text: own, permissions: Object.fromEntries(given.map(([, what = "", how = ""]) => [what, how])) };
  });
}

const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(`${folder}/${file}`, "utf8");
  return { file, text, jobs: jobsOf(text) };
});
const named = (file: string) => workflows.find((w) => w.file === file)!;
const jobs = workflows.flatMap(({ file, jobs }) => jobs.map((job) => ({ ...job, name: `${file}: ${job.name}` })));

test("the five workflows are there, each with a job, and every job was understood", () => {
  expect(workflows.map((w) => w.file).sort()).toEqual([
    "apply.yml",
    "drift.yml",
    "drill.yml",
    "plan.yml",
    "release.yml",
  ]);
  for (const { file, text, jobs } of workflows)
    expect(jobs.length, file).toBe((text.match(/^ {4}runs-on:/gm) ?? []).length);
});

test("a workflow may nothing; each job says what it may, and why else would it write", () => {
  for (const { file, text } of workflows) expect(text, file).toMatch(/^permissions: \{\}$/m);
  const writes = jobs.flatMap(({ name, permissions }) =>
    Object.entries(permissions)
      .filter(([what, how]) => how === "write" && what !== "id-token")
      .map(([what]) => `${name}: ${what}`),
  );
  expect(writes.sort()).toEqual([
    "drift.yml: tell: issues",
    "drift.yml: tell: security-events",
    "plan.yml: comment: pull-requests",
    "release.yml: build: contents",
  ]);
  for (const { name, permissions } of jobs) expect(Object.keys(permissions).length, name).toBeGreaterThan(0);
});

test("a job gets a token of identity exactly where it assumes a role, and keeps no key", () => {
  for (const { name, text, permissions } of jobs)
    expect(permissions["id-token"] === "write", name).toBe(text.includes("aws-actions/configure-aws-credentials@"));
  for (const { file, text } of workflows)
    expect(text, file).not.toMatch(/aws-(access-key-id|secret-access-key)|secrets\.\w/);
});

test("whatever applies waits for the approval of an environment, and is never broken off", () => {
  for (const { file, text, jobs } of workflows)
    for (const job of jobs.filter((j) =>
      /npx cap (apply|destroy|bootstrap|drift .*--fix)\b|terraform\b.* apply\b/.test(j.text),
    )) {
      expect(job.text, file).toMatch(/^ {4}environment: /m);
      expect(text, file).toMatch(/^ {2}cancel-in-progress: false$/m);
    }
  expect(named("apply.yml").jobs.map((j) => j.text.includes("npx cap apply"))).toEqual([false, true]);
});

test("the role that applies is held by the job that waits, which no push and no pull request starts", () => {
  const holders = jobs.filter((j) => /CAP_APPLY_ROLE|^ {4}environment:/m.test(j.text));
  expect(holders.map((j) => j.name)).toEqual(["apply.yml: apply"]);
  const { text, jobs: of } = named("apply.yml");
  expect(below(text, "on", 0).match(/^ {2}\w+:/gm)).toEqual(["  workflow_dispatch:"]);
  expect(of[1]!.text).toMatch(/^ {4}needs: plan$/m);
  // A pull request starts from files of its own: what it may become is for the trust of the roles to say.
  expect(of[0]!.text).toMatch(/^ {4}if: github\.ref == 'refs\/heads\/main'$/m);
});

test("what is applied is the bundle that was shown, of the commit that was planned, out of the main branch", () => {
  const [planned, applied] = named("apply.yml").jobs.map((j) => j.text) as [string, string];
  expect(applied).toContain(`npx cap apply --env "$CAP_ENV" --release release/release.json --plan "$BUNDLE" `);
  expect(applied).toMatch(/^ +BUNDLE: \$\{\{ needs\.plan\.outputs\.bundle \}\}$/m);
  expect(planned).toMatch(/^ {6}bundle: \$\{\{ steps\.plan\.outputs\.bundle \}\}$/m);
  expect(planned).toMatch(/cat plan\.md\n[\s\S]*>> "\$GITHUB_STEP_SUMMARY"/);
  expect(planned.indexOf("merge-base --is-ancestor HEAD origin/main")).toBeLessThan(planned.indexOf("npm ci"));
  expect(applied).toMatch(/^ +ref: \$\{\{ needs\.plan\.outputs\.commit \}\}$/m);
});

test("GitHub keeps no bundle: it lies in the account, and its address is what a page of the plan says first", () => {
  const { text, jobs } = named("apply.yml");
  expect(text).not.toMatch(/artifact|actions\/cache/);
  expect(jobs[0]?.text).toContain("how=(--format markdown --out s3://)");
  const [, script = ""] = /^ +(bundle=\$\(.* plan\.md\))$/m.exec(jobs[0]!.text) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "cap-page-"));
  const change = changed("aws_s3_bucket.b", "update", [{ attribute: "a", before: "", after: "s3://other/`x`" }]);
  const summary = summaryOf({ states: [plannedState("durable", { changes: [change] })] });
  const kept = addressOf(dev, summary.id);
  writeFileSync(join(folder, "plan.md"), bundleAsMarkdown({ ...summary, kept }));
  const said = execFileSync("bash", ["-ec", `${script}; echo "$bundle"`], { cwd: folder, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(said).toBe(`${kept}\n`);
});

test("nothing is accepted, replaced or overridden by an apply unless whoever started it said so", () => {
  const { text } = named("apply.yml");
  for (const flag of ["--accept-unknown", "--allow-replace", "--despite-health"]) {
    const input = flag.slice(2).replaceAll("-", "_");
    expect(text.match(new RegExp(`${flag}\\b`, "g"))).toHaveLength(1);
    expect(text).toMatch(new RegExp(`^ +\\[.*\\] \\|\\| how\\+=\\(${flag}`, "m"));
    expect(text).toContain(`\${{ inputs.${input} }}`);
  }
  expect(text).not.toMatch(/npx cap .*--yes/);
});

test("CI applies every state but bootstrap, which says what CI may do", () => {
  const [, prods = "", others = ""] = /STATES: .*'prod' && '(.*)' \|\| '(.*)' \}\}/.exec(named("apply.yml").text) ?? [];
  for (const e of everyProfile.filter(({ name }) => name !== "local")) {
    const recovery = atRecoverySite(e) === undefined ? [] : ["recovery"];
    const states = ["account", "durable", ...recovery, "runtime"];
    expect(e.name === "prod" ? prods : others, `${e.name} (${e.profile.name})`).toBe(states.join(" "));
  }
});

test("the plan of a pull request reads no secret, keeps no bundle, and fails only where there is none", () => {
  const { text } = named("plan.yml");
  const commands = text.match(/npx cap plan .*/g) ?? [];
  expect(commands).toHaveLength(1);
  expect(commands[0]).toContain("--no-refresh --format markdown");
  expect(commands[0]).not.toContain("--out");
  expect(text).toContain(`[ "$code" = 0 ] || [ "$code" = 2 ] || exit "$code"`);
});

test("code of a fork holds no role, and no step puts what others wrote into a shell", () => {
  const roles = named("plan.yml").jobs.filter((j) => j.permissions["id-token"] === "write");
  for (const job of roles)
    expect(job.text).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  for (const { file, text } of workflows) {
    expect(text, file).not.toMatch(/pull_request_target/);
    const inShell = [...text.matchAll(/run: (?:\|\n((?: {10,}.*\n| *\n)+)|(.*)\n)/g)].map(
      ([, block, line]) => block ?? line,
    );
    for (const script of inShell) expect(script, file).not.toContain("${{");
  }
});

test("an action is pinned by version, and comes from GitHub, HashiCorp or AWS", () => {
  const used = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action));
  expect(used.length).toBeGreaterThan(0);
  for (const action of used) expect(action).toMatch(/^(actions|github|hashicorp|aws-actions)\/[\w-]+(\/[\w-]+)?@v\d+$/);
});

test("whoever writes to GitHub holds no role and runs no package", () => {
  for (const { name, text, permissions } of jobs) {
    const writes = Object.entries(permissions).some(([what, how]) => how === "write" && what !== "id-token");
    if (!writes || name.startsWith("release.yml")) continue;
    expect(permissions["id-token"], name).toBeUndefined();
    expect(text, name).not.toMatch(/npm ci|npx/);
  }
});

test("the night looks once: what is shown afterwards comes from the report that was kept", () => {
  const { text, jobs } = named("drift.yml");
  expect(text.match(/npx cap drift /g)).toHaveLength(1);
  const [, kept] = /--format json --out (\S+)/.exec(text) ?? [];
  expect(text).toContain(`node ops/drift/publish.ts ${kept} `);
  expect(jobs.map((j) => j.name)).toEqual(["look", "tell"]);
  for (const environment of Object.keys(environments).filter((name) => name !== "local"))
    expect(below(jobs[1]!.text, "matrix", 6), environment).toContain(environment);
});

test("a release holds what the others download, made and sealed by one job that writes nowhere", () => {
  const [pack, build] = named("release.yml").jobs as [Job, Job];
  expect(pack.permissions).toEqual({ contents: "read" });
  const [made, sealed] = ["npx cap release pack --out release", "npx cap release seal --out release"];
  expect(pack.text.indexOf(made!)).toBeGreaterThan(0);
  expect(pack.text.indexOf(sealed!)).toBeGreaterThan(pack.text.indexOf(made!));
  expect(build.text).toMatch(/^ {4}needs: pack$/m);
  expect(build.text).toMatch(/gh release create .* --draft .* release\/\*$/m);
  for (const file of ["plan.yml", "apply.yml", "drift.yml"])
    for (const [, pattern = ""] of named(file).text.matchAll(/--pattern '(\S+)'/g))
      expect(
        pack.text.split("\n").map((line) => line.trim()),
        file,
      ).toContain(`release/${pattern}`);
});

test("Kafka's image in a release is the Kafka that everything was tried with", () => {
  const [, version] = /KAFKA: docker\.io\/apache\/kafka:(\S+)/.exec(named("release.yml").text) ?? [];
  expect(readFileSync("local/kafka.ts", "utf8")).toContain(`kafkaVersion = "${version}"`);
});

test("every verb, flag and file that a workflow names exists", () => {
  for (const { file, text } of workflows) {
    for (const [, verb, rest = ""] of text.matchAll(/npx cap ([\w-]+)(.*)/g)) {
      const command = commands.find((c) => c.verb === verb);
      expect(command, `${file}: cap ${verb}`).toBeDefined();
      const known = ["--env", "--json", "--profile", ...(command?.flags ?? []).map((f) => f.flag.split(" ")[0])];
      for (const [flag] of rest.matchAll(/--[\w-]+/g)) expect(known, `${file}: cap ${verb}`).toContain(flag);
    }
    // Flags that are put together beforehand.
    const verbs = [...text.matchAll(/npx cap ([\w-]+)/g)].map(([, verb]) => verb);
    const ofVerbs = commands.filter((c) => verbs.includes(c.verb)).flatMap((c) => c.flags.map((f) => f.flag));
    for (const [, parts = ""] of text.matchAll(/how\+?=\(([^)]*)\)/g))
      for (const [flag] of parts.matchAll(/--[\w-]+/g))
        expect(
          ofVerbs.map((f) => f.split(" ")[0]),
          file,
        ).toContain(flag);
    const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object }).scripts;
    for (const [, script = ""] of text.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(scripts), file).toContain(script);
    for (const [path] of text.matchAll(/(ops|\.ci|environments|contracts)\/[\w./]+\w/g))
      expect(existsSync(path), path).toBe(true);
  }
});

test("each account's environments are planned and looked at in that account's own role", () => {
  const wanted = Object.values(environments)
    .filter((e) => e.name !== "local")
    .map((e) => [e.name, accounts[e.account]!.name.toUpperCase()]);
  for (const file of ["plan.yml", "drift.yml"]) {
    const pairs = [...named(file).text.matchAll(/environment: (\w+)\n +account: (\w+)/g)].map(([, env, account]) => [
      env,
      account,
    ]);
    expect(pairs, file).toEqual(wanted);
  }
  const account = Object.values(accounts)[0]!;
  const [, role = ""] = /role-to-assume: (.*DRIFT.*)/.exec(named("apply.yml").text) ?? [];
  for (const [env, account] of wanted)
    expect(role).toMatch(
      env === "prod" ? `== 'prod' && vars.CAP_DRIFT_ROLE_${account} ` : `|| vars.CAP_DRIFT_ROLE_${account} `,
    );
  expect(names.operatorRoleArn(account, "plan")).toMatch(/cap-nonprod-plan$/);
  for (const { file, text } of workflows)
    for (const [, region] of text.matchAll(/aws-region: (\S+)/g)) expect(region, file).toBe(account.region);
});
