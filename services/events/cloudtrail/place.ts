import { isIP } from "node:net";
import type { ApiActivity, Observable, Resource, User } from "../../../contracts/ocsf/api-activity.ts";
import type { Json } from "../../../contracts/ocsf/json.ts";
import { Fields, isObject } from "../fields.ts";
import { defined } from "./defined.ts";

/** From where a call came. When AWS itself called, the source is a service's domain name or `AWS Internal`, no address. */
export function sourceOf(record: Fields): ApiActivity["src_endpoint"] {
  const source = record.text("sourceIPAddress");
  const uid = record.text("vpcEndpointId");
  const where = source === undefined ? {} : isIP(source) > 0 ? { ip: source } : { domain: source };
  const endpoint = { ...where, ...defined({ uid }) };
  return Object.keys(endpoint).length === 0 ? { name: "unknown" } : endpoint;
}

/** What was acted on. A list that holds anything else than CloudTrail's resources stays for `unmapped`. */
export function resourcesOf(record: Fields): readonly Resource[] | undefined {
  const listed = record.peek("resources");
  if (!Array.isArray(listed)) return undefined;
  const resources = listed.map(resourceOf);
  if (resources.length === 0 || !resources.every((r) => r !== undefined)) return undefined;
  record.forget("resources");
  return resources;
}

function resourceOf(value: Json): Resource | undefined {
  if (!isObject(value)) return undefined;
  const fields = new Fields(value);
  const account = fields.text("accountId");
  const owner = account === undefined ? undefined : { account: { uid: account } };
  const resource = defined({ uid: fields.text("ARN"), type: fields.text("type"), owner });
  return fields.rest() === undefined && Object.keys(resource).length > 0 ? resource : undefined;
}

/** The values of an event worth searching for, with the fields they stand in. */
export function observablesOf(
  ip: string | undefined,
  user: User | undefined,
  resources: readonly Resource[] | undefined,
): readonly Observable[] | undefined {
  const found: Observable[] = [];
  if (ip !== undefined) found.push({ name: "src_endpoint.ip", type_id: 2, type: "IP Address", value: ip });
  if (user?.name !== undefined) {
    found.push({ name: "actor.user.name", type_id: 4, type: "User Name", value: user.name });
  }
  for (const { uid } of resources ?? []) {
    if (uid !== undefined) found.push({ name: "resources.uid", type_id: 10, type: "Resource UID", value: uid });
  }
  return found.length === 0 ? undefined : found;
}
