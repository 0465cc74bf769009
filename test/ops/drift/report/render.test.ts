import { expect, test } from "vitest";
import { type Format, formats } from "../../../../ops/drift/report/formats.ts";
import { render } from "../../../../ops/drift/report/render.ts";
import { night } from "../findings.ts";

const begins: Readonly<Record<Format, RegExp>> = {
  text: /security/,
  json: /^\{"environment":"prod"/,
  markdown: /^### prod: drift/,
  sarif: /^\{"\$schema":/,
  junit: /^<\?xml /,
};

test.each(formats)("writes %s, and no newline at its end", (format) => {
  const text = render(night, format);
  expect(text).toMatch(begins[format]);
  expect(text).toBe(text.trimEnd());
});

test("json is the report itself", () =>
  expect(JSON.parse(render(night, "json"))).toEqual(JSON.parse(JSON.stringify(night))));
