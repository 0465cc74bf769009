import type { ApplyRequest } from "../apply/request.ts";
import type { Flag, Invocation } from "../command.ts";

// What can be agreed to before an apply: every command that applies takes what its refusals name.

export const allowReplace: Flag = {
  flag: "--allow-replace <addresses...>",
  doc: "what of protected classes may be destroyed or replaced, each address in full; nothing without it",
};

export const despiteHealth: Flag = {
  flag: "--despite-health <reason>",
  doc: "apply to a protected environment that is not healthy; the reason goes to the journal",
};

export const acceptUnknown: Flag = {
  flag: "--accept-unknown",
  doc: "agree as well to what can be planned only on the way, for an environment that is being created; asks without it, and stops where nobody can be asked",
};

/** What was agreed to by these flags; those that a command does not take are never given. */
export const agreedBeforehand = (
  flags: Invocation["flags"],
): Pick<ApplyRequest, "allowReplace" | "despiteHealth" | "acceptUnknown"> => ({
  allowReplace: Array.isArray(flags["allowReplace"]) ? flags["allowReplace"] : [],
  ...(typeof flags["despiteHealth"] === "string" ? { despiteHealth: flags["despiteHealth"] } : {}),
  acceptUnknown: flags["acceptUnknown"] === true,
});
