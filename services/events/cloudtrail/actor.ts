import type { ApiActivity, Session, User } from "../../../contracts/ocsf/api-activity.ts";
import type { Fields } from "../fields.ts";
import { defined } from "./defined.ts";

/** OCSF's kinds of user by CloudTrail's; an identity type that is in no list is "other". */
const typeIds: Readonly<Record<string, User["type_id"]>> = {
  IAMUser: 1,
  IdentityCenterUser: 1,
  SAMLUser: 1,
  WebIdentityUser: 1,
  Root: 2,
  AWSService: 3,
  Unknown: 0,
};

/** Who called: CloudTrail's `userIdentity`. OCSF asks for someone; where nobody is named it is the service itself. */
export function actorOf(identity: Fields, eventSource: string): ApiActivity["actor"] {
  const context = identity.fields("sessionContext");
  const issuer = context.fields("sessionIssuer");
  const invokedBy = identity.text("invokedBy");
  const arn = identity.text("arn");
  const idp = identity.text("identityProvider") ?? context.fields("webIdFederationData").text("federatedProvider");
  const user = userOf(identity, issuer, arn, invokedBy);
  const session = sessionOf(context, issuer, arn);
  const actor = defined({ user, session, idp: idp === undefined ? undefined : { name: idp }, invoked_by: invokedBy });
  return Object.keys(actor).length === 0 ? { invoked_by: eventSource } : actor;
}

function userOf(
  identity: Fields,
  issuer: Fields,
  arn: string | undefined,
  invokedBy: string | undefined,
): User | undefined {
  const account = identity.text("accountId");
  const type = identity.text("type");
  const facts = defined({
    name: identity.text("userName") ?? issuer.text("userName") ?? (type === "Root" ? "root" : undefined),
    uid: arn,
    uid_alt: identity.text("principalId"),
    account: account === undefined ? undefined : { uid: account },
  });
  if (Object.keys(facts).length === 0) {
    // OCSF wants a user to have a name, an id or an account; a service that calls by itself has only its domain name.
    return type === undefined ? undefined : { name: invokedBy ?? type, type, type_id: typeIds[type] ?? 99 };
  }
  return defined({
    ...facts,
    type,
    type_id: type === undefined ? 0 : (typeIds[type] ?? 99),
    credential_uid: identity.text("accessKeyId"),
  });
}

function sessionOf(context: Fields, issuer: Fields, arn: string | undefined): Session | undefined {
  const attributes = context.fields("attributes");
  const mfa = attributes.peek("mfaAuthenticated");
  const isMfa = mfa === "true" || mfa === true ? true : mfa === "false" || mfa === false ? false : undefined;
  if (isMfa !== undefined) attributes.forget("mfaAuthenticated");
  const created = Date.parse(String(attributes.peek("creationDate")));
  if (!Number.isNaN(created)) attributes.forget("creationDate");
  const session = defined({
    uid: arn === undefined ? undefined : /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1],
    issuer: issuer.text("arn"),
    created_time: Number.isNaN(created) ? undefined : created,
    is_mfa: isMfa,
  });
  return Object.keys(session).length === 0 ? undefined : session;
}
