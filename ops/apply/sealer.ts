import { join } from "node:path";
import { openSealer } from "../../adapters/sealing/open.ts";
import type { Sealer } from "../../adapters/sealing/port.ts";
import { names } from "../../contracts/names.ts";
import { capHome } from "../home.ts";
import type { BundleSummary } from "./bundle.ts";

/**
 * What seals the bundles of an environment: the key of the bucket of states, which exists before anything else does; for
 * the emulated AWS a key in a file of this machine, which outlives it.
 */
export const sealerOf = ({ emulated, region }: Pick<BundleSummary, "emulated" | "region">): Promise<Sealer> =>
  emulated
    ? openSealer(`file:${join(capHome(), "bundles.key")}`)
    : openSealer(`kms:alias/${names.stateKey}`, { region });
