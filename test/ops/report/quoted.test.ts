import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { quoted } from "../../../ops/report/quoted.ts";

it.each(["prod.capplan", "release/release.json", "aws_sqs_queue.NAME=https://sqs/1"])("%s stands as it is", (word) =>
  expect(quoted(word)).toBe(word),
);

it.each(["", "my plans/dev.capplan", "it's", 'aws_s3_bucket.b["x"]', "$(id) `id` \\ ; & | > *"])(
  "a shell reads the word %j back as it was",
  (word) => {
    const { stdout } = spawnSync("sh", ["-c", `printf %s ${quoted(word)}`], { encoding: "utf8" });
    expect(stdout).toBe(word);
  },
);

it("what a terminal would obey stands as its code", () => expect(quoted("a\u001b[2Jb")).toBe("'a\\u001b[2Jb'"));
