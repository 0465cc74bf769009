import { type Secrets, SecretsError } from "../../adapters/secrets/port.ts";

/** Secrets in memory that count how often they are read; they pass the contract suite of the port. */
export class MemorySecrets implements Secrets {
  /** Reads so far. */
  reads = 0;
  readonly #values = new Map<string, string>();

  /** Keeps a value under a name, in the place of the one before. */
  keep(name: string, value: string): void {
    this.#values.set(name, value);
  }

  async read(name: string): Promise<string> {
    this.reads++;
    const value = this.#values.get(name);
    if (value === undefined) throw new SecretsError(`read secret ${name}: there is none`, "never");
    return value;
  }

  close(): void {}
}
