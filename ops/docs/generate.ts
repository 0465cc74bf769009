// `npm run docs`: writes the pages that come from code. CI runs it and compares.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../home.ts";
import { runChild } from "../process/run.ts";
import { checksPage } from "./checks.ts";
import { environmentsPage } from "./environments.ts";
import { interfacesPage } from "./interfaces.ts";

mkdirSync(join(root, "docs/generated"), { recursive: true });
writeFileSync(join(root, "docs/interfaces.md"), interfacesPage());
writeFileSync(join(root, "docs/generated/checks.md"), checksPage());
writeFileSync(join(root, "docs/generated/environments.md"), await environmentsPage());

// What control serves; test/services/control holds the two against each other.
const describing = { command: process.execPath, args: ["services/control/describe.ts"], cwd: root, timeoutMs: 30_000 };
const api = await runChild(describing);
if (api.code !== 0) throw new Error(api.stderr);
mkdirSync(join(root, "contracts/openapi"), { recursive: true });
writeFileSync(join(root, "contracts/openapi/v1.json"), api.stdout);

// The list of echoes is Python's own, so Python writes its page.
const env = { ...process.env, PYTHONPATH: join(root, "local/aws"), PYTHONDONTWRITEBYTECODE: "1" };
const args = ["-m", "emulated_aws.echoes", "--markdown"];
const emulation = await runChild({ command: "python3", args, env, timeoutMs: 10_000 });
if (emulation.code !== 0) throw new Error(emulation.stderr);
writeFileSync(join(root, "docs/emulation.md"), `${emulation.stdout}\n`);
