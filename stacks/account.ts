import type { Construct } from "constructs";
import type { Account } from "../environments/accounts.ts";
import { ApiAccountLogging } from "../modules/api/account-logging.ts";
import { CapStack } from "./base.ts";
import type { StackOptions } from "./options.ts";
import { accountOwner } from "./owner.ts";

/** What an account can have only once: two environments in it would fight over it. The same bytes from each of them. */
export class AccountStack extends CapStack {
  constructor(scope: Construct, id: string, account: Account, options: StackOptions) {
    super(scope, id, accountOwner(account), options);
    const place = account;
    new ApiAccountLogging(this, "api-logging", { place });
  }
}
