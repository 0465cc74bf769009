import type { Fault } from "./errors.ts";

/** What one Fargate task is given. */
export interface FargateSize {
  /** 1024 are one vCPU. */
  readonly cpu: number;
  readonly memoryMib: number;
}

/** Memory that Fargate sells for a CPU size, MiB. Source: Amazon ECS developer guide, "Task CPU and memory". */
const memoryFor: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: [1024, 2048, 3072, 4096],
  1024: [2048, 3072, 4096, 5120, 6144, 7168, 8192],
  2048: Array.from({ length: 13 }, (_, i) => 4096 + i * 1024),
};

/**
 * What is wrong with a size: Fargate sells some pairs of CPU and memory only.
 *
 * @param field the size's own, in the caller's words
 * @param least MiB that the program needs. @default - what Fargate sells
 */
export function fargateFaults(field: string, { cpu, memoryMib }: FargateSize, least = 0): Fault[] {
  const sold = memoryFor[cpu];
  if (sold === undefined)
    return [{ field: `${field}.cpu`, got: cpu, want: `one of ${Object.keys(memoryFor).join(", ")}` }];
  const enough = sold.filter((mib) => mib >= least);
  if (enough.includes(memoryMib)) return [];
  return [{ field: `${field}.memoryMib`, got: memoryMib, want: `one of ${enough.join(", ")} for ${cpu}` }];
}
