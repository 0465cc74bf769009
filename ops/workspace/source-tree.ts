import { root } from "../home.ts";
import { runChild } from "../process/run.ts";

/** What the sources of this checkout are. */
export interface SourceTree {
  /** Twelve digits; `unknown` where there is no repository, as in what is shipped. */
  readonly commit: string;
  /** Whether no file differs from the commit: with changes the commit would promise something that does not run. */
  readonly clean: boolean;
}

/** What is made into what runs: a new file there changes it before git knows the file. */
const made = ["adapters", "contracts", "environments", "main.ts", "modules", "services", "stacks"];

/** Asks git. Where git does not answer nothing is known, which is not clean. */
export async function sourceTree(): Promise<SourceTree> {
  const commit = await git("rev-parse", "--short=12", "HEAD");
  const changed = await git("status", "--porcelain", "--untracked-files=no");
  const fresh = await git("ls-files", "--others", "--exclude-standard", "--", ...made);
  return { commit: commit ?? "unknown", clean: commit !== undefined && changed === "" && fresh === "" };
}

/** What git says; undefined when it fails, or is not there. */
async function git(...args: string[]): Promise<string | undefined> {
  try {
    const ended = await runChild({ command: "git", args, cwd: root, timeoutMs: 10_000 });
    return ended.code === 0 ? ended.stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}
