import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the checkout, without a slash at the end. */
const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const tools = join(process.env["CAP_HOME"] ?? join(root, ".cap"), "tools");

/** The Python that has the emulated AWS's packages; CAP_TEST_PYTHON names another. */
export const python = process.env["CAP_TEST_PYTHON"] ?? join(tools, "venv", "bin", "python");

/** Where `npm start` puts Apache Kafka; CAP_TEST_KAFKA_HOME names another place. */
export const kafkaHome = process.env["CAP_TEST_KAFKA_HOME"] ?? join(tools, "kafka-4.3.1");

/** Why Python tests cannot run here; undefined when they can. */
export const noPython = existsSync(python) ? undefined : `no ${python}; npm start sets it up`;

/** Environment of a Python process of ours. */
export const pythonEnv = { ...process.env, PYTHONPATH: join(root, "local", "aws"), PYTHONUNBUFFERED: "1" };
