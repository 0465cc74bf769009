import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { names } from "../contracts/names.ts";
import { accounts } from "../environments/accounts.ts";
import { environments } from "../environments/index.ts";
import { commands } from "../ops/commands/index.ts";

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
  expect(writes.sort()).toEqual(["plan.yml: comment: pull-requests", "release.yml: build: contents"]);
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
    for (const job of jobs.filter((j) => /terraform\b.* apply\b/.test(j.text))) {
      expect(job.text, file).toMatch(/^ {4}environment: /m);
      expect(text, file).toMatch(/^ {2}cancel-in-progress: false$/m);
    }
  expect(named("apply.yml").text).toContain("terraform -chdir");
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
  for (const action of used) expect(action).toMatch(/^(actions|hashicorp|aws-actions)\/[\w-]+@v\d+$/);
});

test("every verb, flag and file that a workflow names exists", () => {
  for (const { file, text } of workflows) {
    for (const [, verb, rest = ""] of text.matchAll(/npx cap ([\w-]+)(.*)/g)) {
      const command = commands.find((c) => c.verb === verb);
      expect(command, `${file}: cap ${verb}`).toBeDefined();
      const known = ["--env", "--json", "--profile", ...(command?.flags ?? []).map((f) => f.flag.split(" ")[0])];
      for (const [flag] of rest.matchAll(/--[\w-]+/g)) expect(known, `${file}: cap ${verb}`).toContain(flag);
    }
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
  expect(names.operatorRoleArn(account, "plan")).toMatch(/cap-nonprod-plan$/);
  for (const { file, text } of workflows)
    for (const [, region] of text.matchAll(/aws-region: (\S+)/g)) expect(region, file).toBe(account.region);
});
