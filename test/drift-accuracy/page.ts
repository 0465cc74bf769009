import type { Accuracy } from "./accuracy.ts";
import type { Expected } from "./mutation.ts";

/** A run that held: without a finding before and after. */
export interface Run {
  readonly environment: string;
  readonly accuracy: Accuracy;
  /** Changes by hand that were made. */
  readonly done: number;
}

const subject = ({ type, id, resource }: Expected): string =>
  id === undefined ? `${type}${resource === undefined || resource === "" ? "" : ` ${resource}`}` : `${type}.${id}`;

/** The page of a run, in Markdown: what was done, and how it was told. */
export function accuracyPage({ environment, accuracy, done }: Run): string {
  const rows = accuracy.told.map(
    ({ mutation, expected: e, times }) =>
      `| ${mutation} | ${e.kind} | \`${subject(e)}\` | \`${e.attribute}\` | ${times === 1 ? "once" : `${times} times`} |`,
  );
  const types = new Set(accuracy.told.map(({ expected }) => expected.type));
  return [
    `# Accuracy of cap drift in ${environment}`,
    "",
    "<!-- Written by test/e2e/drift.test.ts with CAP_ACCURACY_PAGES; the changes are in test/drift-accuracy/mutations. -->",
    "",
    `${done} changes by hand, ${types.size} types: all made with the AWS SDK, one \`cap drift\`, all undone, one \`cap drift\`.`,
    "",
    "- right after the apply: no finding",
    `- told that nobody had done: ${accuracy.strange.length}`,
    "- after all was undone: no finding",
    "",
    "| done by hand | class | resource | attribute | told |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
