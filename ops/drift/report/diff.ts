import { partsOf } from "../../report/change.ts";
import { visible } from "../../report/visible.ts";
import type { Finding } from "../finding.ts";

/** A finding as lines of a diff: `-` what was, `+` what is. */
export function diffOf(f: Finding): readonly string[] {
  if (f.kind === "unmanaged") return [`+ ${visible([f.ours, f.detail].filter(Boolean).join(": ")) || "there"}`];
  if (f.before === "(sensitive)" && f.after === "(sensitive)") return ["! changed; Terraform calls the value secret"];
  return partsOf(f.before, f.after).flatMap(({ path, before, after }) => {
    const name = path === "" ? "" : `${path} `;
    return [
      ...(before === undefined ? [] : [`- ${name}${before}`]),
      ...(after === undefined ? [] : [`+ ${name}${after}`]),
    ];
  });
}
