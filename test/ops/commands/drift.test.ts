import { expect, it } from "vitest";
import { local } from "../../../environments/local.ts";
import type { Invocation } from "../../../ops/command.ts";
import { drift } from "../../../ops/commands/drift.ts";

const run = (flags: Invocation["flags"]) =>
  drift.run({ env: local, emulated: true, flags } as unknown as Invocation) as Promise<unknown>;

it.each<[Invocation["flags"], string]>([
  [{ fix: true, out: "drift.md" }, "--out: not with --fix; nothing was changed"],
  [{ fix: true, format: "sarif", governed: true }, "--format, --governed: not with --fix; nothing was changed"],
  [{ adopt: ["a=b"], fix: true, stack: ["runtime"] }, "--fix, --stack: not with --adopt; nothing was changed"],
])("what a flag would do nothing for is refused: %o", async (flags, message) => {
  await expect(run(flags)).rejects.toMatchObject({ code: "CAP_BAD_FLAG", message });
});
