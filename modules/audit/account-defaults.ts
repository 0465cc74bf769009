import { AccountAlternateContact } from "@cdktf/provider-aws/lib/account-alternate-contact/index.js";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";

/** Whom AWS calls when it sees abuse of the account. */
export interface SecurityContact {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  /** With the country's code: `+49 30 1234567`. */
  readonly phone: string;
}

/** What holds for everything in the account, whoever makes it. */
export interface AccountDefaultsProps {
  readonly contact: SecurityContact;
}

/** Every fault of the props. */
export function validateAccountDefaults({ contact }: AccountDefaultsProps): Fault[] {
  const faults: Fault[] = [];
  if (!/^[^@\s]+@[^@\s]+$/.test(contact.email))
    faults.push({ field: "contact.email", got: contact.email, want: "an e-mail address" });
  if (!/^\+[\d\s()-]{5,20}$/.test(contact.phone))
    faults.push({
      field: "contact.phone",
      got: contact.phone,
      want: "a number with the country's code: +49 30 1234567",
    });
  return faults;
}

/** Settings of the account: no bucket can become public (FSBP S3.1, CIS 6.0 3.1.4), and AWS knows whom to call (Account.1, 2.2). */
export class AccountDefaults extends Construct {
  constructor(scope: Construct, id: string, props: AccountDefaultsProps) {
    super(scope, id);
    assertValid("account defaults", validateAccountDefaults(props));
    new S3AccountPublicAccessBlock(this, "buckets", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const { name, title, email, phone } = props.contact;
    new AccountAlternateContact(this, "contact", {
      alternateContactType: "SECURITY",
      name,
      title,
      emailAddress: email,
      phoneNumber: phone,
    });
  }
}
