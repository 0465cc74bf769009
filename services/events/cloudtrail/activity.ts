import { type ActivityId, activity } from "../../../contracts/ocsf/api-activity.ts";

const verbs: Readonly<Record<"create" | "read" | "update" | "delete", readonly string[]>> = {
  create: ["Create", "Run", "Register", "Allocate", "Import", "Copy", "Add", "Upload", "Publish", "Issue", "Request"],
  read: ["BatchGet", "Check", "Describe", "Get", "Head", "List", "Lookup", "Query", "Scan", "Search", "Select", "Test"],
  update: [
    ...["Associate", "Attach", "Authorize", "Change", "Disable", "Enable", "Modify", "Put", "Reboot", "Replace"],
    ...["Reset", "Restore", "Rotate", "Set", "Start", "Stop", "Tag", "Untag", "Update"],
  ],
  delete: [
    ...["BatchDelete", "Cancel", "Delete", "Deregister", "Detach", "Disassociate", "Release", "Remove", "Revoke"],
    ...["ScheduleKeyDeletion", "Terminate"],
  ],
};

const byVerb = (Object.entries(verbs) as [keyof typeof verbs, readonly string[]][]).flatMap(([name, all]) =>
  all.map((verb) => [verb, activity[name]] as const),
);

/** Names of {@link activity}, as OCSF spells them. */
const names: Readonly<Record<number, string>> = {
  [activity.create]: "Create",
  [activity.read]: "Read",
  [activity.update]: "Update",
  [activity.delete]: "Delete",
};

/**
 * What kind of call an operation is, by its verb; a verb that is in no list is read when the service says that nothing
 * was changed. Credentials that are handed out are no read, whatever the service says.
 */
export function activityOf(operation: string, readOnly: boolean): { readonly id: ActivityId; readonly name: string } {
  const id = byVerb.find(([verb]) => startsWithWord(operation, verb))?.[1] ?? otherwise(operation, readOnly);
  return { id, name: names[id] ?? operation };
}

const otherwise = (operation: string, readOnly: boolean): ActivityId =>
  readOnly && !operation.startsWith("AssumeRole") ? activity.read : activity.other;

/** `GetObject` starts with the word `Get`, `Getaway` does not. */
function startsWithWord(operation: string, verb: string): boolean {
  const next = operation[verb.length];
  return operation.startsWith(verb) && (next === undefined || next < "a" || next > "z");
}
