import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan/index.js";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { Role } from "../identity/role.ts";
import type { TableOutputs } from "../tables/tables.ts";
import { grantRestoreForTest } from "./backup-grants.ts";
import type { VaultOutputs } from "./vault.ts";

/** Which backups are restored to see whether they can be. */
export interface RestoreTestsProps {
  readonly place: Place;
  readonly vault: VaultOutputs;
  /** Tables whose newest backup is restored each month, at most 30. */
  readonly tables: readonly TableOutputs[];
}

/** Every fault of the props. */
export function validateRestoreTests({ tables }: RestoreTestsProps): Fault[] {
  const fine = tables.length >= 1 && tables.length <= 30;
  return fine ? [] : [{ field: "tables", got: tables.length, want: "1 to 30" }];
}

/**
 * Restores the newest backup of each table, once a month, into a table that AWS Backup deletes again: a backup that was
 * never restored is a hope. What the copy holds is not looked into here; `cap` compares it in its drills.
 */
export class RestoreTests extends Construct {
  constructor(scope: Construct, id: string, props: RestoreTestsProps) {
    super(scope, id);
    assertValid("restore tests", validateRestoreTests(props));
    const { place, vault, tables } = props;
    const role = new Role(this, "role", {
      place,
      name: "restore-test",
      assumedBy: "backup.amazonaws.com",
      grants: [grantRestoreForTest(place, [vault.key.arn, ...tables.map((table) => table.key.arn)])],
    }).outputs;
    const plan = new BackupRestoreTestingPlan(this, "plan", {
      // AWS allows letters, digits and underscores here, and no hyphen.
      name: names.of(place, "restore_tests").replaceAll("-", "_"),
      scheduleExpression: "cron(0 5 2 * ? *)",
      startWindowHours: 2,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: 7,
        },
      ],
    });
    new BackupRestoreTestingSelection(this, "selection", {
      name: names.of(place, "tables").replaceAll("-", "_"),
      restoreTestingPlanName: plan.name,
      protectedResourceType: "DynamoDB",
      protectedResourceArns: tables.map((table) => table.arn),
      iamRoleArn: role.arn,
      // Long enough to look at what came out, before it is deleted.
      validationWindowHours: 4,
      dependsOn: [...role.ready],
    });
  }
}
