import { expect, test } from "vitest";
import { sameCommand } from "../../../ops/apply/request.ts";
import { requestOf } from "./given.ts";

test("the same command has every flag that was given, quoted for a shell, and the further ones", () => {
  const whole = requestOf({
    stacks: ["durable", "runtime"],
    allowReplace: ["aws_s3_bucket.bronze", 'aws_s3_bucket.b["x"]'],
    despiteHealth: "it's the cure",
    release: "release.json",
  });
  expect(sameCommand(whole, "--yes")).toBe(
    "cap apply --env dev --emulated --release release.json --stack durable runtime" +
      ` --allow-replace aws_s3_bucket.bronze 'aws_s3_bucket.b["x"]' --despite-health 'it'\\''s the cure' --yes`,
  );
  expect(sameCommand(requestOf({ file: "dev.capplan", yes: true, acceptUnknown: true }))).toBe(
    "cap apply --env dev --emulated --plan dev.capplan --accept-unknown --yes",
  );
});

test("whoever came by another command is told that one", () => {
  expect(sameCommand(requestOf({ mending: new Map() }))).toBe("cap drift --env dev --emulated --fix");
  expect(sameCommand(requestOf({ verb: "bootstrap", stacks: ["bootstrap"] }))).toBe(
    "cap bootstrap --env dev --emulated",
  );
});
