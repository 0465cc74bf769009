/**
 * Runs `step` on every item, at most `width` at a time, and gives the results in the items' order. The first error ends
 * it: no new item is begun, those under way are waited for, the error is thrown.
 */
export async function inParallel<Item, Result>(
  width: number,
  items: readonly Item[],
  step: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  const waiting = items.entries();
  let failed: { readonly cause: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (failed !== undefined) return;
      try {
        results[index] = await step(item, index);
      } catch (cause) {
        failed ??= { cause };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (failed !== undefined) throw failed.cause;
  return results;
}
