import type { Look } from "./look.ts";

/** Everything on all pages of a listing, however many there are; ends between two pages when the look ends. */
export async function everything<Page, Item>(
  look: Pick<Look, "signal">,
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) {
    look.signal?.throwIfAborted();
    all.push(...(itemsOf(page) ?? []));
  }
  return all;
}
