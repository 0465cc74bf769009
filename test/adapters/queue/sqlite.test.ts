import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openQueue } from "../../../adapters/queue/open.ts";
import { queueContract } from "../../contract-suites/queue.ts";

queueContract("sqlite", () => openQueue(`sqlite:${join(mkdtempSync(join(tmpdir(), "cap-queue-")), "queue.sqlite")}`));

test("a URL that is none is refused in words", async () => {
  await expect(openQueue("amqp://somewhere")).rejects.toThrow(/queue URL: got "amqp:\/\/somewhere"/);
});
