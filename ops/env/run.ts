import { assertValid, type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import { everyProfile, qualified } from "../../environments/index.ts";
import { validateAll } from "../../environments/validate.ts";
import type { Invocation } from "../command.ts";
import { plain } from "../report/again.ts";
import { differences } from "./flatten.ts";
import { resolve } from "./show.ts";
import { differencesAsText, listAsText, resolvedAsText } from "./text.ts";

/** Where no terminal says how wide it is: what still reads well. */
const columnsOfFile = 120;

/**
 * `cap env list`, `cap env show <name>`, `cap env diff <one> <other>`. A name may carry its profile: `prod/standard`; the
 * one to show has been chosen already.
 */
export async function showEnvironments({ env, args, out, signal }: Invocation): Promise<ExitCode> {
  assertValid("what stands below environments", validateAll(everyProfile));
  const [action = "", ...names] = args;
  const screen = out.onScreen ? process.stdout.columns : undefined;
  const width = screen ?? columnsOfFile;
  if (action === "list" && names.length === 0) {
    const all = everyProfile.map(({ name, profile, account, region, safety }) => {
      return { name, profile: profile.name, account, region, safety, risk: profile.risk };
    });
    out.result(all, () => listAsText(everyProfile, screen));
  } else if (action === "show" && names.length <= 1) {
    const resolved = await resolve(env, signal);
    out.result(resolved, () => resolvedAsText(resolved, width));
  } else if (action === "diff" && names.length === 2) {
    const [a = "", b = ""] = names;
    // That their names differ is known to who named them.
    const all = differences(qualified(a), qualified(b)).filter(({ field }) => field !== "name");
    const told = all.map(({ field, values }) => ({ field, [a]: values[0] ?? null, [b]: values[1] ?? null }));
    out.result({ environments: [a, b], differences: told }, () => differencesAsText([a, b], all, width));
  } else throw unclear(args);
  return exitCode.ok;
}

const unclear = (args: readonly string[]): OperatorError =>
  new OperatorError("CAP_USAGE", `cap env ${args.join(" ")}: want list, show with a name, or diff with two`, [
    plain("env list"),
    plain("env show prod/standard"),
    plain("env diff dev prod"),
  ]);
