import { createHash, timingSafeEqual } from "node:crypto";
import type { Secrets } from "../../adapters/secrets/port.ts";

/** How long a token that was read is believed, milliseconds: a token that was made anew stops being valid after this. */
const believedMs = 300_000;
/** A wrong token makes the secret be read again only this often: whoever guesses does not pay Secrets Manager's rent. */
const doubtedMs = 10_000;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The environment's API token, kept as a digest between the calls of one function instance. */
export class KnownToken {
  readonly #secrets: Secrets;
  readonly #name: string;
  readonly #now: () => number;
  #digest: Buffer | undefined;
  #readAt = 0;

  /** @param now milliseconds, as `Date.now` */
  constructor(secrets: Secrets, name: string, now: () => number = Date.now) {
    this.#secrets = secrets;
    this.#name = name;
    this.#now = now;
  }

  /**
   * Whether this is the token. Digests are compared, so that the time it takes tells neither its length nor how much of
   * it was right. A token that was made anew is known within ten seconds. Throws SecretsError when it cannot be read.
   */
  async matches(given: string): Promise<boolean> {
    const wanted = digest(given);
    const age = this.#now() - this.#readAt;
    if (this.#digest !== undefined && age < believedMs) {
      if (timingSafeEqual(wanted, this.#digest)) return true;
      if (age < doubtedMs) return false;
    }
    const read = digest(await this.#secrets.read(this.#name));
    this.#digest = read;
    this.#readAt = this.#now();
    return timingSafeEqual(wanted, read);
  }
}
