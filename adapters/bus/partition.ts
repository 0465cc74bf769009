// Murmur2, 32 bit, with the seed and mixing of Kafka's default partitioner (org.apache.kafka.common.utils.Utils.murmur2),
// so that a key lies in the same partition on either bus and for any other Kafka client.
const seed = 0x9747b28c;
const m = 0x5bd1e995;

function murmur2(data: Uint8Array): number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const blocks = data.length & ~3;
  let h = seed ^ data.length;
  for (let i = 0; i < blocks; i += 4) {
    let k = Math.imul(view.getInt32(i, true), m);
    k = Math.imul(k ^ (k >>> 24), m);
    h = Math.imul(h, m) ^ k;
  }
  const rest = data.length - blocks;
  if (rest > 2) h ^= view.getUint8(blocks + 2) << 16;
  if (rest > 1) h ^= view.getUint8(blocks + 1) << 8;
  if (rest > 0) h = Math.imul(h ^ view.getUint8(blocks), m);
  h = Math.imul(h ^ (h >>> 13), m);
  return h ^ (h >>> 15);
}

const encoder = new TextEncoder();

/** The partition of a key among `partitions`: Kafka's `toPositive(murmur2(key)) % partitions`. */
export const partitionOf = (key: string, partitions: number): number =>
  (murmur2(encoder.encode(key)) & 0x7fffffff) % partitions;
