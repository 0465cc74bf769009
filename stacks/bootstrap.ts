import type { Construct } from "constructs";
import type { Account } from "../environments/accounts.ts";
import { CapStack } from "./base.ts";
import type { StackOptions } from "./options.ts";
import { accountOwner } from "./owner.ts";

/** The bucket of all states and the roles of CI: applied first, once per account, and protected for ever. */
export class Bootstrap extends CapStack {
  constructor(scope: Construct, id: string, account: Account, options: StackOptions) {
    super(scope, id, accountOwner(account), options);
  }
}
