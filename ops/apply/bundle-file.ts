import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { type Sealer, SealingError } from "../../adapters/sealing/port.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { bundlePurpose } from "../../contracts/names.ts";
import { type BundleSummary, bundleSummary, idOf, sha256 } from "./bundle.ts";
import { whatIsIn } from "./bundle-place.ts";

/** Saved plans by the name of their state. */
export type SavedPlans = ReadonlyMap<string, Uint8Array>;

/** A plan bundle: what it says, and the saved plans themselves. */
export interface Bundle {
  readonly summary: BundleSummary;
  readonly plans: SavedPlans;
}

const file = z.object({
  format: z.literal("cap-plan-1"),
  summary: bundleSummary,
  /** The saved plans, sealed, base64. */
  sealed: z.base64(),
});

/** What a sealed bundle is bound to: neither part can be put beside another. The key's policy asks for the purpose. */
const contextOf = (s: BundleSummary): Record<string, string> => ({
  purpose: bundlePurpose,
  environment: s.environment,
  account: s.account,
  bundle: s.id,
  summary: sha256(JSON.stringify(s)),
});

/** What is kept of a bundle: the summary in the clear, the saved plans sealed, because they hold secrets. */
export async function sealBundle({ summary, plans }: Bundle, sealer: Sealer): Promise<string> {
  const entries = [...plans].map(([state, plan]) => [state, Buffer.from(plan).toString("base64")]);
  const plain = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const sealed = Buffer.from(await sealer.seal(plain, contextOf(summary))).toString("base64");
  return `${JSON.stringify({ format: "cap-plan-1", summary, sealed } satisfies z.infer<typeof file>)}\n`;
}

/** Writes a bundle into a file, whole or not at all. */
export async function writeBundle(path: string, bundle: Bundle, sealer: Sealer): Promise<void> {
  const text = await sealBundle(bundle, sealer);
  await writeFile(`${path}.${process.pid}`, text, { mode: 0o600 });
  await rename(`${path}.${process.pid}`, path);
}

/** Where a bundle is read, and what makes a new one: the next command where this one is refused. */
export interface BundleSource {
  /** File or address, as it was handed in. */
  readonly path: string;
  readonly remake: string;
  /** The same into another file: for where this one holds something else. @default - `remake`. */
  readonly elsewhere?: string;
  /** Behind an address: how it is read, and the id that it has to have there. @default - it is a file, of any bundle. */
  readonly stored?: { readonly id: string; read(): Promise<string> };
}

/** A bundle as it stands there; nothing vouches for it before {@link openBundle}. */
export interface ReadBundle {
  /** File or address, as it was handed in. */
  readonly path: string;
  readonly summary: BundleSummary;
  /** The saved plans, sealed, base64. */
  readonly sealed: string;
}

/**
 * Opens a bundle. An OperatorError (exit 4) when anything of it is not as it was made.
 *
 * @param from where it was read
 */
export async function openBundle(
  from: BundleSource,
  { summary, sealed }: ReadBundle,
  sealerOf: (s: BundleSummary) => Promise<Sealer>,
): Promise<Bundle> {
  if (idOf(summary) !== summary.id) throw refused(from, "its summary is not the one that it was made with");
  const sealer = await sealerOf(summary);
  const plain = await sealer.open(Buffer.from(sealed, "base64"), contextOf(summary)).catch((error: unknown) => {
    throw notOpened(from, error);
  });
  const entries = z.record(z.string(), z.base64()).parse(JSON.parse(new TextDecoder().decode(plain)));
  const plans = new Map(Object.entries(entries).map(([state, plan]) => [state, Buffer.from(plan, "base64")]));
  for (const s of summary.states)
    if (s.kind === "planned" && sha256(plans.get(s.state) ?? "") !== s.sha256)
      throw refused(from, `the saved plan of ${s.state} is not the one that was shown`);
  return { summary, plans };
}

/** Reads a bundle. An OperatorError (exit 4) when there is none. */
export async function readBundle(from: BundleSource): Promise<ReadBundle> {
  const { path, stored } = from;
  const parts = asParts(await (stored?.read() ?? readText(from)));
  if (parts instanceof Error)
    throw refused({ path, remake: await instead(from) }, "it is no plan bundle, or a part of one", parts);
  const { summary, sealed } = parts;
  const { id } = summary;
  if (stored !== undefined && id !== stored.id) throw refused(from, `it is ${id}, and its address names another`);
  return { path, summary, sealed };
}

/** What makes a bundle where there is none: beside a file that holds something else, which would be written over. */
async function instead({ path, remake, elsewhere = remake, stored }: BundleSource): Promise<string> {
  // A new bundle has an address of its own, whatever lies behind this one.
  if (stored !== undefined) return remake;
  return (await whatIsIn(path)) === undefined ? remake : elsewhere;
}

function asParts(text: string): z.infer<typeof file> | Error {
  try {
    return file.parse(JSON.parse(text));
  } catch (error) {
    return error as Error;
  }
}

async function readText({ path, remake, elsewhere = remake }: BundleSource): Promise<string> {
  return await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw refused({ path, remake }, "there is no such file", error);
    throw refused({ path, remake: elsewhere }, error.message, error);
  });
}

/** A key that cannot be asked says nothing of the bundle. */
function notOpened(from: BundleSource, error: unknown): OperatorError {
  const why = error instanceof Error ? error.message : String(error);
  if (!(error instanceof SealingError)) return refused(from, why, error);
  if (error.code === "tampered") return refused(from, "it was changed after it was made", error);
  if (error.code !== "unavailable" && error.code !== "denied") return refused(from, why, error);
  const [exit, next] =
    error.code === "denied"
      ? [exitCode.refused, "apply it as somebody who may use the key of the environment"]
      : [exitCode.toolError, "run the same command again; it is safe to repeat"];
  return new OperatorError("CAP_BUNDLE", `${from.path} could not be opened: ${why}; nothing was changed`, [next], {
    exit,
    cause: error,
  });
}

const refused = ({ path, remake }: BundleSource, why: string, cause?: unknown): OperatorError =>
  new OperatorError("CAP_BUNDLE", `${path} is not applied: ${why}; nothing was changed`, ["make a new one:", remake], {
    exit: exitCode.refused,
    cause,
  });
