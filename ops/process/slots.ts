/** Runs work as soon as one of the slots is free: of what waits, the heaviest first, and else in the order of asking. */
export type Slots = <T>(work: () => Promise<T>, weight?: number) => Promise<T>;

interface Waiting {
  readonly weight: number;
  readonly begin: () => void;
}

/** So many slots, shared by whoever has them. */
export function slots(count: number): Slots {
  const waiting: Waiting[] = [];
  let free = count;
  const handOut = (): void => {
    for (; free > 0 && waiting.length > 0; free -= 1) {
      const heaviest = waiting.reduce((most, one) => (one.weight > most.weight ? one : most));
      waiting.splice(waiting.indexOf(heaviest), 1);
      heaviest.begin();
    }
  };
  return async (work, weight = 0) => {
    // Not at once: what is asked for together is compared before any of it begins.
    setImmediate(handOut);
    await new Promise<void>((begin) => waiting.push({ weight, begin }));
    try {
      return await work();
    } finally {
      free += 1;
      handOut();
    }
  };
}
