import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { z } from "zod";
import {
  type DurableManifest,
  durableManifest,
  type RuntimeManifest,
  runtimeManifest,
} from "../../contracts/manifest.ts";
import { names } from "../../contracts/names.ts";
import { NotTold, probe } from "./look.ts";

/** One part of the manifest: what it says, or why it says nothing. */
export type Part<Manifest> =
  | { readonly name: string; readonly manifest: Manifest; readonly modifiedAt?: Date }
  | { readonly name: string; readonly problem: string };

/** The parts as they were found. */
export interface Manifests {
  readonly durable: Part<DurableManifest>;
  readonly runtime: Part<RuntimeManifest>;
}

interface Stored {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
  readonly LastModifiedDate?: Date | undefined;
}

/** Reads a stored part by its contract. */
export function readPart<Manifest>(
  name: string,
  stored: Stored | undefined,
  schema: z.ZodType<Manifest>,
): Part<Manifest> {
  if (stored?.Value === undefined) return { name, problem: "there is none" };
  let value: unknown;
  try {
    value = JSON.parse(stored.Value);
  } catch {
    return { name, problem: "not JSON" };
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`);
    return { name, problem: fields.join("; ") };
  }
  const { LastModifiedDate: modifiedAt } = stored;
  return { name, manifest: parsed.data, ...(modifiedAt === undefined ? {} : { modifiedAt }) };
}

/** Both parts of the manifest, readable or not. */
export const manifests = probe(async (look): Promise<Manifests> => {
  const durable = names.manifest(look.env, "durable");
  const runtime = names.manifest(look.env, "runtime");
  const answer = await look.client(SSMClient).send(new GetParametersCommand({ Names: [durable, runtime] }));
  const stored = (name: string) => answer.Parameters?.find((p) => p.Name === name);
  return {
    durable: readPart(durable, stored(durable), durableManifest),
    runtime: readPart(runtime, stored(runtime), runtimeManifest),
  };
});

function told<Manifest>(part: Part<Manifest>): Manifest {
  if ("problem" in part) throw new NotTold(`the manifest ${part.name} cannot be read: ${part.problem}`);
  return part.manifest;
}

/** What the durable stack says; rejects with {@link NotTold} when it cannot be read. */
export const durable = probe(async (look) => told((await manifests(look)).durable));

/** What the runtime stack says; rejects with {@link NotTold} when it cannot be read. */
export const runtime = probe(async (look) => told((await manifests(look)).runtime));
