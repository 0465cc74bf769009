// `node ops/drift/tell.ts <report.json> <URL of the run>`: what a look that was kept as JSON tells on the environment's
// event bus, as `aws events put-events --entries` takes it; an empty list where nothing was found.
import { readFileSync } from "node:fs";
import type { DriftReport } from "./finding.ts";
import { foundEvents } from "./found-event.ts";

const [file = "", run = ""] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, "utf8")) as DriftReport;
console.log(JSON.stringify(foundEvents(report, run)));
