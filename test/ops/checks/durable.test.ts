import { expect, test } from "vitest";
import { keysEnabled } from "../../../ops/checks/keys-enabled.ts";
import { keysRotation } from "../../../ops/checks/keys-rotation.ts";
import { secretsToken } from "../../../ops/checks/secrets-token.ts";
import { tablesActive } from "../../../ops/checks/tables-active.ts";
import { tablesRecovery } from "../../../ops/checks/tables-recovery.ts";
import { ago, at, guarded, judged } from "./given.ts";

const table = {
  part: "objects",
  name: "cap-local-objects",
  status: "ACTIVE",
  recoverable: true,
  deletionProtected: false,
};

test("tables: one that is updated goes on serving, one that is deleted does not", () => {
  expect(judged(tablesActive, [table, { ...table, status: "UPDATING" }])).toEqual({ state: "ok", saw: "2 tables" });
  expect(judged(tablesActive, [{ ...table, status: "DELETING" }])).toMatchObject({
    saw: "cap-local-objects: DELETING",
  });
  expect(judged(tablesActive, [{ ...table, status: undefined }])).toMatchObject({
    saw: "cap-local-objects: there is none",
  });
  expect(judged(tablesActive, []).state).toBe("unknown");
});

test("recovery: always, and deletion protection where data is protected", () => {
  expect(judged(tablesRecovery, [table]).state).toBe("ok");
  expect(judged(tablesRecovery, [{ ...table, recoverable: false }])).toMatchObject({
    saw: "cap-local-objects: no point-in-time recovery",
  });
  expect(judged(tablesRecovery, [table], guarded)).toMatchObject({ saw: "cap-local-objects: may be deleted" });
  expect(judged(tablesRecovery, [{ ...table, deletionProtected: true }], guarded).state).toBe("ok");
  expect(judged(tablesRecovery, [{ ...table, status: undefined }]).state).toBe("unknown");
});

const key = { part: "events", id: "k-1", state: "Enabled", rotates: true };

test("keys: a deletion can be called back, and the verdict says how", () => {
  expect(judged(keysEnabled, [key])).toEqual({ state: "ok", saw: "1 key" });
  expect(judged(keysEnabled, [{ ...key, state: "PendingDeletion", deletionAt: at }])).toMatchObject({
    saw: "events (k-1): PendingDeletion, gone at 2026-03-01T12:00:00.000Z",
    fix: "aws kms cancel-key-deletion --key-id k-1",
  });
  expect(judged(keysEnabled, [{ ...key, state: "Disabled" }])).toMatchObject({
    fix: "aws kms enable-key --key-id k-1",
  });
  expect(judged(keysEnabled, [{ ...key, state: undefined }])).toMatchObject({ fix: "docs/runbooks/key-missing.md" });
  expect(judged(keysEnabled, []).state).toBe("unknown");
});

test("rotation: of every key that can be used", () => {
  expect(judged(keysRotation, [key, { ...key, state: "Disabled", rotates: false }]).state).toBe("ok");
  expect(judged(keysRotation, [{ ...key, rotates: false }])).toMatchObject({ saw: "events (k-1): not rotated" });
  expect(judged(keysRotation, []).state).toBe("unknown");
});

test("token: present with a current value; a deletion says since when", () => {
  const secret = { id: "token", exists: true, hasValue: true };
  expect(judged(secretsToken, secret).state).toBe("ok");
  expect(judged(secretsToken, { ...secret, hasValue: false })).toMatchObject({ saw: "token: no current value" });
  expect(judged(secretsToken, { ...secret, exists: false, hasValue: false })).toMatchObject({
    saw: "token: there is none",
  });
  expect(judged(secretsToken, { ...secret, deletedAt: ago(60) })).toMatchObject({
    fix: "aws secretsmanager restore-secret --secret-id token",
    since: ago(60).toISOString(),
  });
});
