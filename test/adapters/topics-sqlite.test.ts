import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openTopics } from "../../adapters/bus/open.ts";
import { topicsContract } from "../contract-suites/topics.ts";

const folder = mkdtempSync(join(tmpdir(), "cap-topics-"));
afterAll(() => rmSync(folder, { recursive: true }));

topicsContract("sqlite", { open: () => openTopics("sqlite:bus.sqlite", { baseDir: folder }), limitsRecords: false });
