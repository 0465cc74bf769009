import { expect, test } from "vitest";
import { everything } from "../../../ops/probes/pages.ts";

async function* pages(count: number, each: (page: number) => void = () => {}) {
  for (let page = 1; page <= count; page++) {
    each(page);
    yield page === 2 ? {} : { items: [page] };
  }
}

test("every page is read, also behind one that holds nothing", async () => {
  expect(await everything({}, pages(4), (page) => page.items)).toEqual([1, 3, 4]);
});

test("a look that has ended asks for no further page", async () => {
  const stop = new AbortController();
  const read: number[] = [];
  const all = pages(9, (page) => {
    read.push(page);
    if (page === 3) stop.abort(new Error("enough"));
  });
  await expect(everything({ signal: stop.signal }, all, (page) => page.items)).rejects.toThrow("enough");
  expect(read).toEqual([1, 2, 3]);
});
