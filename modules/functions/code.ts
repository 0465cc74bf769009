import { existsSync } from "node:fs";
import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";
import { OperatorError } from "../../contracts/errors.ts";
import type { Release } from "../../contracts/release.ts";

/** Code of one function, as the build left it. */
export type Bundle = Release["functions"][keyof Release["functions"]];

/**
 * Puts an archive beside the stack's Terraform files.
 *
 * @returns its path, relative to where Terraform runs; made from the content, so the same on every machine
 */
export function placeCode(scope: Construct, name: string, bundle: Bundle): string {
  if (!existsSync(bundle.zip))
    throw new OperatorError(
      "CAP_NO_FUNCTION_CODE",
      `function ${name} has no code: ${bundle.zip} does not exist; nothing was written`,
      ["build again: the release names a file that is gone"],
    );
  return new TerraformAsset(scope, "code", { path: bundle.zip, type: AssetType.FILE }).path;
}
