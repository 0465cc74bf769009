import { expect, test } from "vitest";
import { tables } from "../../../contracts/tables.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { type BackupsProps, validateBackups } from "../../../modules/recovery/backups.ts";
import { type RestoreTestsProps, validateRestoreTests } from "../../../modules/recovery/restore-tests.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const guarded = synthesised({ environment: prod });
const open = synthesised({ environment: staging });
const small = synthesised({ environment: dev });
const in_ = (stack: { readonly resources: readonly Resource[] } | undefined, type: string): readonly Resource[] =>
  (stack?.resources ?? []).filter((r) => r.type === type);

test("every table is backed up, by name, into an encrypted vault", () => {
  for (const { durable } of [guarded, open]) {
    const [selection] = in_(durable, "aws_backup_selection");
    expect(selection?.has["resources"]).toHaveLength(Object.keys(tables).length);
    for (const r of (selection?.has["resources"] ?? []) as string[]) expect(r).toMatch(/^\$\{aws_dynamodb_table\./);
    const [vault] = in_(durable, "aws_backup_vault");
    expect(vault?.has["kms_key_arn"]).toContain("key_state");
  }
});

test("what is kept nowhere else can be thrown away: dev has no vault", () => {
  expect(small.resources.filter((r) => r.type.startsWith("aws_backup"))).toEqual([]);
});

test("the lock of a protected vault closes for ever after three days; a disposable one can be opened", () => {
  const lock = (s: typeof guarded) => in_(s.durable, "aws_backup_vault_lock_configuration")[0]?.has;
  expect(lock(guarded)).toMatchObject({ changeable_for_days: 3, min_retention_days: 30 });
  expect(lock(open)).not.toHaveProperty("changeable_for_days");
});

test("every backup is kept as long as the lock wants, in both Regions, and goes at some time", () => {
  for (const site of [guarded.durable, open.durable]) {
    const [lock] = in_(site, "aws_backup_vault_lock_configuration");
    const [least, most] = [Number(lock?.has["min_retention_days"]), Number(lock?.has["max_retention_days"])];
    const rules = in_(site, "aws_backup_plan").flatMap((p) => p.has["rule"] as BackupRule[]);
    expect(rules.length).toBeGreaterThan(0);
    for (const { lifecycle, copy_action = [] } of rules)
      for (const { delete_after } of [lifecycle, ...copy_action.map((c) => c.lifecycle)]) {
        expect(delete_after).toBeGreaterThanOrEqual(least);
        expect(delete_after).toBeLessThanOrEqual(most);
      }
  }
});

test("the role that backs up may use the keys of both vaults: a copy is encrypted anew where it goes", () => {
  const role = in_(guarded.durable, "aws_iam_role_policy").find((r) => r.address.includes("backups_"))!;
  const statements = statementsOf(role);
  const key = "aws_kms_key.key_state";
  for (const action of ["kms:ReEncryptTo", "kms:CreateGrant"]) {
    const resources = statements.find((s) => s.Action.includes(action))?.Resource;
    expect(resources).toContain(`\${${key}.arn}`);
    expect(resources).toContain(`arn:aws:kms:eu-central-1:${prod.account}:key/\${${key}.key_id}`);
  }
  const out = statements.find((s) => s.Action.includes("backup:CopyFromBackupVault"));
  expect(out?.Resource).toEqual([`arn:aws:backup:eu-west-1:${prod.account}:recovery-point:*`]);
});

test("prod's backups are copied into the vault that recovery makes; staging's are not copied", () => {
  const copies = (s: typeof guarded) =>
    in_(s.durable, "aws_backup_plan")
      .flatMap((p) => p.has["rule"] as BackupRule[])
      .flatMap((r) => r.copy_action ?? [])
      .map((c) => c.destination_vault_arn);
  const [there] = in_(guarded.stacks["recovery"], "aws_backup_vault");
  const arn = `arn:aws:backup:eu-central-1:${prod.account}:backup-vault:${there?.has["name"]}`;
  expect(new Set(copies(guarded))).toEqual(new Set([arn]));
  expect(copies(open)).toEqual([]);
});

test("nobody takes a backup out of a protected vault, and no stranger puts one in", () => {
  for (const stack of [guarded.durable, guarded.stacks["recovery"]]) {
    const [policy] = in_(stack, "aws_backup_vault_policy");
    const statements = statementsOf(policy!);
    expect(statements.every((s) => s.Effect === "Deny")).toBe(true);
    const actions = statements.flatMap((s) => s.Action);
    expect(actions).toContain("backup:DeleteRecoveryPoint");
    expect(actions).toContain("backup:CopyIntoBackupVault");
  }
});

test("restores are tried each month where it matters, by a role that can write to no table of ours", () => {
  const [plan] = in_(guarded.durable, "aws_backup_restore_testing_plan");
  expect(plan?.has["name"]).toMatch(/^\w+$/);
  expect(in_(open.durable, "aws_backup_restore_testing_plan")).toEqual([]);
  const policy = in_(guarded.durable, "aws_iam_role_policy").find((r) => r.address.includes("restore-tests"));
  const written = statementsOf(policy!).filter((s) => s.Action.some((a) => a.startsWith("dynamodb:")));
  for (const s of written) for (const arn of s.Resource) expect(arn).toContain("table/awsbackup-restore-test-");
});

test("every fault of the props is found", () => {
  const place = prod;
  const part = <T>(props: Partial<T>): T => props as T;
  const copyTo = { ...prod, name: "prod-dr" };
  const props = part<BackupsProps>({ place, safety: "protected", keepDays: 7, tables: [], copyTo });
  expect(validateBackups(props).map((f) => f.field)).toEqual(["keepDays", "tables", "copyTo.region"]);
  expect(validateRestoreTests(part<RestoreTestsProps>({ tables: [] }))).toHaveLength(1);
});

interface BackupRule {
  readonly lifecycle: { readonly delete_after: number };
  readonly copy_action?: readonly {
    readonly destination_vault_arn: string;
    readonly lifecycle: { readonly delete_after: number };
  }[];
}
