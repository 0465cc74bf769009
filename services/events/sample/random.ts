/** Random numbers that a seed fixes: the same seed gives the same numbers on every machine. */
export class Random {
  #state: number;

  /** `seed` is a whole number; only its low 32 bits count. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). Algorithm: mulberry32, by Tommy Ettinger, public domain. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  /** One of many, as often as its weight says. */
  weighted<T extends { readonly weight: number }>(from: readonly [T, ...T[]]): T {
    let left = this.next() * from.reduce((sum, { weight }) => sum + weight, 0);
    for (const one of from) {
      left -= one.weight;
      if (left < 0) return one;
    }
    return from[0];
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.below(16).toString(16)).join("");
  }

  /** Capital letters and digits, as in AWS's unique ids. */
  code(length: number): string {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    return Array.from({ length }, () => letters[this.below(32)]).join("");
  }
}
