import { expect, test } from "vitest";
import { assumeSize } from "../../../ops/report/output.ts";

test("a terminal that does not tell its size has 80 columns; others are as they say, and no terminal has none", () => {
  const [unknown, narrow, file] = [{ columns: 0 }, { columns: 40 }, {}];
  assumeSize(unknown, narrow, file);
  expect([unknown, narrow, file]).toEqual([{ columns: 80 }, { columns: 40 }, {}]);
});
