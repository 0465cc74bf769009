// Who may import whom. test/imports.test.ts holds this table against the one in ARCHITECTURE.md, and adds a forbidden
// import that must be found.

/** For each folder the folders it may import beside itself; `types` folders by `import type` only. */
export const mayImport = {
  contracts: [],
  environments: ["contracts"],
  modules: ["contracts", "environments (types)"],
  stacks: ["contracts", "environments", "modules"],
  adapters: ["contracts"],
  services: ["contracts", "adapters"],
  ops: ["contracts", "environments", "services/events", "adapters", "local (from workspace, up, rehearse)"],
  local: ["contracts", "environments"],
};

/** Folders that may import these packages; everybody else may not. */
export const packageUsers = {
  cdktf: ["modules", "stacks", "main.ts"],
  "@aws-sdk": ["adapters", "ops/probes"],
};

const folders = Object.keys(mayImport);
const pathOf = { cdktf: "node_modules/(cdktf|constructs|@cdktf)/", "@aws-sdk": "node_modules/@(aws-sdk|smithy)/" };

const forbid = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

const folderRules = folders.map((from) => {
  const reachable = [from, ...mayImport[from].map((m) => m.split(/[ /]/)[0])];
  const closed = folders.filter((f) => !reachable.includes(f));
  return forbid(
    `${from}-folders`,
    { path: `^${from}/` },
    { path: closed.map((f) => `^${f}/`) },
    `${from} may import ${reachable.join(", ")}`,
  );
});

const packageRules = Object.entries(packageUsers).map(([name, users]) =>
  forbid(
    `only-some-use-${name}`,
    { path: [...folders, "main\\.ts"].map((f) => `^${f}`), pathNot: users.map((u) => `^${u}`) },
    { path: pathOf[name] },
    `${users.join(", ")} may import ${name}`,
  ),
);

/** Folders of `ops` that the table lets import `local`. */
const startersOfLocal = (mayImport.ops.join().match(/local \(from ([^)]+)\)/)?.[1] ?? "").split(", ");

const narrowRules = [
  forbid(
    "contracts-packages",
    { path: "^contracts/" },
    { path: "node_modules/", pathNot: "node_modules/zod/" },
    "contracts import nothing but zod",
  ),
  forbid(
    "modules-types-of-environments",
    { path: "^modules/" },
    { path: "^environments/", dependencyTypesNot: ["type-only"] },
    "a module takes props, never an environment's values",
  ),
  forbid(
    "services-own-folder",
    { path: "^services/([^/]+)/", pathNot: "^services/(events|runtime)/" },
    { path: "^services/", pathNot: ["^services/$1/", "^services/(events|runtime)/"] },
    "a service imports its own folder, events and runtime",
  ),
  forbid(
    "events-are-pure",
    { path: "^services/events/" },
    { path: ["^adapters/", "^services/(?!events/)"] },
    "normalising is a library without a world",
  ),
  forbid(
    "adapters-own-port",
    { path: "^adapters/([^/]+)/" },
    { path: "^adapters/", pathNot: ["^adapters/$1/", "^adapters/aws/"] },
    "an adapter imports its own port and the client factory",
  ),
  forbid(
    "ops-events-only",
    { path: "^ops/" },
    { path: "^services/", pathNot: "^services/events/" },
    "ops import the pure library of services, nothing else",
  ),
  forbid(
    "local-from-up-only",
    { path: "^ops/", pathNot: `^ops/(${startersOfLocal.join("|")})/` },
    { path: "^local/" },
    `only ${startersOfLocal.join(", ")} start what stands in for AWS`,
  ),
  forbid("no-test-from-source", { path: `^(${folders.join("|")})/` }, { path: "^test/" }, "sources know no tests"),
  forbid("no-cycles", { path: `^(${folders.join("|")})/` }, { circular: true }, "a circle has no top to read from"),
  forbid("resolvable", { path: `^(${folders.join("|")})/` }, { couldNotResolve: true }, "an import that leads nowhere"),
];

export default {
  forbidden: [...folderRules, ...packageRules, ...narrowRules],
  options: {
    // TypeScript 7 has no API that dependency-cruiser can use: without swc it would see nothing and be content.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
