const mib = 1024 * 1024;

/** What a service has before it holds anything of a user's: Node, the client libraries, the bundle. */
const processBytes = 160 * mib;
/** Of the rest this part is left to copies under way and to what the collector has not freed yet. */
const slack = 0.2;

/** Bytes that a task of this memory (MiB) may fill with data. */
const dataBytes = (memoryMib: number): number => Math.max(0, memoryMib * mib - processBytes) * (1 - slack);

/** Bounds of the service lake. */
export interface LakeMemory {
  /** Event ids held. */
  readonly knownIds: number;
  /** A batch of one partition is written when it has so many bytes. */
  readonly batchBytes: number;
}

const idBytes = 100;
/** One task may hold every partition, each with a batch; a batch that is written lies there four times more: as text, columns, bronze and silver. */
const batchesOf = (partitions: number, writesAtOnce: number): number => partitions + 4 * writesAtOnce;

/** A quarter of the data for known ids, the rest for batches. */
export function lakeMemory(memoryMib: number, o: { partitions: number; writesAtOnce: number }): LakeMemory {
  const bytes = dataBytes(memoryMib);
  return {
    knownIds: Math.floor(bytes / 4 / idBytes),
    batchBytes: Math.floor((bytes * 3) / 4 / batchesOf(o.partitions, o.writesAtOnce)),
  };
}

/**
 * Largest go of the service collect, in opened bytes, and largest object that it opens: all data is shared by the goes
 * that run at once. What an object holds is sent as windows on it; a send copies a part at a time, which is slack.
 */
export const goBytes = (memoryMib: number, goesAtOnce: number): number => Math.floor(dataBytes(memoryMib) / goesAtOnce);

/** Memory limit of the query engine in the service control, MB (10^6 bytes): all data is its. */
export const queryMb = (memoryMib: number): number => Math.floor(dataBytes(memoryMib) / 1e6);
