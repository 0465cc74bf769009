import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes, the longest first: begun late, one of them would be waited for alone at the end. */
const longest = [
  "test/e2e/rehearse.test.ts",
  "test/e2e/first-flight.test.ts",
  "test/integration/apply-faults.test.ts",
  "test/e2e/drift.test.ts",
  "test/e2e/first-flight-kafka.test.ts",
  "test/integration/least-privilege.test.ts",
  "test/integration/apply-in-aws.test.ts",
  "test/integration/taking-in.test.ts",
  "test/integration/validate.test.ts",
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
  return at === -1 ? longest.length : at;
};

/** The usual order, which on a clean machine is by size, with the files that are known to be long before all others. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const projects = Map.groupBy(usual, (file) => file.project.name);
    return [...projects.values()].flatMap((those) => those.toSorted((a, b) => rank(a) - rank(b)));
  }
}
