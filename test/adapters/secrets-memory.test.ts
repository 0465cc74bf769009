import { secretsContract } from "../contract-suites/secrets.ts";
import { MemorySecrets } from "../fakes/memory-secrets.ts";

const kept = new MemorySecrets();
secretsContract("memory", { open: () => kept, keep: async (name, value) => kept.keep(name, value) });
