/** Runs work as soon as one of the slots is free, in the order in which it was asked for. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

/** So many slots, shared by whoever has them. */
export function slots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A slot is handed on: whoever comes at this moment has to queue up.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
