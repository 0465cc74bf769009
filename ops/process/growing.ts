import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** Between two looks at a file that has not grown, milliseconds. */
const lookEveryMs = 100;
const chunkBytes = 65_536;

/** What is written to a file, as it is written; ends when its writer has ended and all was read. */
export const growing = (file: string, writerEnded: Promise<void>): Readable =>
  Readable.from(chunksOf(file, writerEnded), { objectMode: false });

async function* chunksOf(file: string, writerEnded: Promise<void>): AsyncGenerator<Buffer> {
  let ended = false;
  void writerEnded.then(() => {
    ended = true;
  });
  const handle = await open(file, "r");
  try {
    for (;;) {
      // Asked before the read: what is written between the two is read the next time.
      const last = ended;
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes);
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (last) return;
      else await Promise.race([sleep(lookEveryMs), writerEnded]);
    }
  } finally {
    await handle.close();
  }
}
