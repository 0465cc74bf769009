import type { ObjectInfo, Objects } from "../../adapters/objects/port.ts";
import { type RetryOptions, retrying } from "./retry.ts";

/**
 * The same bucket, but each call is tried again while its error says that this can help: a store that is away or full
 * makes a service wait and say so, not fail. A repeated `ifAbsent` put whose first answer was lost ends in "exists",
 * though the object is the caller's own, and so does one with `ifMatch` in "changed"; callers have to read what is there.
 */
export function patientObjects(inner: Objects, name: string, options: RetryOptions): Objects {
  const patiently = <T>(what: string, step: () => Promise<T>): Promise<T> =>
    retrying(`${name}: ${what}`, step, options);
  return {
    put: (key, body, put) => patiently(`put ${key}`, () => inner.put(key, body, put)),
    get: (key) => patiently(`get ${key}`, () => inner.get(key)),
    read: (key) => patiently(`get ${key}`, () => inner.read(key)),
    head: (key) => patiently(`head ${key}`, () => inner.head(key)),
    delete: (key, options) => patiently(`delete ${key}`, () => inner.delete(key, options)),
    async *list(prefix, from) {
      let { after, max } = from ?? {};
      let iterator = start();
      for (;;) {
        const step = await patiently(`list ${prefix}`, () => next());
        if (step.done === true) return;
        after = step.value.key;
        if (max !== undefined) max -= 1;
        yield step.value;
        if (max === 0) return;
      }
      function start(): AsyncIterator<ObjectInfo> {
        return inner
          .list(prefix, { ...(after !== undefined && { after }), ...(max !== undefined && { max }) })
          [Symbol.asyncIterator]();
      }
      /** A generator that has thrown is at its end: go on with a new one after the last key seen. */
      async function next(): Promise<IteratorResult<ObjectInfo>> {
        try {
          return await iterator.next();
        } catch (cause) {
          iterator = start();
          throw cause;
        }
      }
    },
    close: () => inner.close(),
  };
}
