import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { root } from "../home.ts";
import { runChild } from "../process/run.ts";
import type { Plan, PlannedChange } from "../terraform/plan.ts";

/** What coming from an older revision would do. */
export interface Upgrade {
  readonly from: string;
  readonly states: readonly UpgradedState[];
}

interface UpgradedState {
  readonly name: string;
  readonly added: number;
  readonly changed: number;
  /** Addresses that are destroyed and made anew. */
  readonly replaced: readonly string[];
  /** Addresses that are destroyed. */
  readonly destroyed: readonly string[];
}

/** What a plan does to a state that an older revision made. */
export function upgradeIn({ state, changes }: Plan): UpgradedState {
  const by = (...actions: string[]): PlannedChange[] => changes.filter((c) => actions.includes(c.action));
  const addresses = (some: PlannedChange[]): string[] => some.map((c) => c.address).sort();
  return {
    name: state.name,
    added: by("create").length,
    changed: by("update").length,
    replaced: addresses(by("replace")),
    destroyed: addresses(by("delete", "remove")),
  };
}

/** The sources of another revision, in a folder of their own. */
export interface Sources {
  readonly root: string;
  /** Short name of the commit. */
  readonly commit: string;
  remove(): Promise<void>;
}

const limitMs = 60_000;

/** Checks a revision out beside ours. It runs with our packages. */
export async function sourcesOf(ref: string): Promise<Sources> {
  const commit = await git("rev-parse", "--short=12", "--verify", "--end-of-options", `${ref}^{commit}`);
  if (commit === undefined)
    throw new OperatorError("CAP_NO_REVISION", `git knows no revision "${ref}"; nothing was started`, [
      "give --from a branch, a tag or a commit",
    ]);
  const home = await mkdtemp(join(tmpdir(), "cap-revision-"));
  const tree = join(home, "tree");
  if ((await git("worktree", "add", "--detach", tree, commit)) === undefined) {
    await rm(home, { recursive: true });
    throw new OperatorError("CAP_NO_REVISION", `git could not check ${commit} out; nothing was started`, [
      `git worktree add --detach ${tree} ${commit}`,
    ]);
  }
  await symlink(join(root, "node_modules"), join(tree, "node_modules"));
  const remove = async (): Promise<void> => {
    await rm(home, { recursive: true, force: true });
    await git("worktree", "prune");
  };
  return { root: tree, commit, remove };
}

/** What git says; undefined when it fails. */
async function git(...args: string[]): Promise<string | undefined> {
  const { code, stdout } = await runChild({ command: "git", args, cwd: root, timeoutMs: limitMs });
  return code === 0 ? stdout.trim() : undefined;
}
