import { expect, test } from "vitest";
import { everyProfile } from "../../environments/index.ts";
import { sites } from "../../stacks/options.ts";
import type { Exception, Found } from "../policy/exceptions.ts";
import { synthesised } from "../support/synthesised.ts";
import { argued, held } from "./arguable.ts";
import { arguables } from "./index.ts";

const findings: readonly Found[] = everyProfile.flatMap((environment) =>
  sites
    .filter((site) => site === "primary" || environment.recovery.kind === "pilot-light")
    .map((site) => synthesised({ environment, emulated: false, site }).resources)
    .flatMap((resources) => arguables.flatMap(({ found }) => found({ environment, resources })))
    .map((finding) => ({ ...finding, environment: environment.name })),
);
const names = everyProfile.map(({ name }) => name);

test("every exception of a property is needed, where it says, and in time", () => {
  for (const e of argued)
    for (const name of e.in ?? [e.in])
      expect(held(findings, names, [{ ...e, in: name === undefined ? undefined : [name] }]), e.id).toMatchObject({
        expired: [],
        stale: [],
      });
});

test("an exception that nothing needs, or whose day has passed, is told", () => {
  const [line] = argued as [Exception];
  expect(held(findings, names, [{ ...line, id: "nothing" }]).stale).toHaveLength(1);
  expect(held(findings, names, [{ ...line, expires: "2026-01-01" }]).expired).toHaveLength(1);
});
