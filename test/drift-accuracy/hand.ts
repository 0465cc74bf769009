import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import { openLook } from "../../ops/probes/look.ts";
import type { Hand } from "./mutation.ts";

/** Where an emulated environment is. */
export interface Place {
  readonly env: Environment;
  readonly endpoint: string;
  /** Folder of its states. */
  readonly states: string;
}

/** A hand in an emulated environment; close it after use. */
export function openHand({ env, endpoint, states }: Place): Hand & { close(): void } {
  const look = openLook({ env, home: "/nowhere", endpoint, limits: { requestTimeoutMs: 60_000, maxAttempts: 3 } });
  const resources = resourcesIn(states);
  const held = (id: string, attribute: string): string => {
    const values = resources.get(id);
    if (values === undefined) throw new Error(`no state has ${id}`);
    const value = values[attribute];
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return { env, client: (Constructor) => look.client(Constructor), held, close: () => look.close() };
}

type Values = Readonly<Record<string, unknown>>;

/** Attributes by address without digest; of several such the last counts. */
function resourcesIn(states: string): ReadonlyMap<string, Values> {
  if (!existsSync(states)) throw new Error(`${states} holds no states`);
  const files = readdirSync(states).filter((name) => name.endsWith(".tfstate"));
  const all = files.flatMap((file) => {
    const { resources } = JSON.parse(readFileSync(join(states, file), "utf8")) as { resources: StateResource[] };
    return resources.filter((r) => r.mode === "managed");
  });
  return new Map(all.map((r) => [withoutDigest(`${r.type}.${r.name}`), r.instances[0]?.attributes ?? {}]));
}

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Values }[];
}

/** CDKTF puts a digest of the construct's path behind every id. */
export const withoutDigest = (address: string): string => address.replace(/_[0-9A-F]{8}$/, "");
