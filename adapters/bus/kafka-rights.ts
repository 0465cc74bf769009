import { AclOperations, AclPermissionTypes, Admin, ResourcePatternTypes, ResourceTypes } from "@platformatic/kafka";
import type { KafkaAccess } from "./kafka-access.ts";
import { clientOptions } from "./kafka-client.ts";
import { isKafka, kafkaCall } from "./kafka-fault.ts";
import { BusError } from "./port.ts";
import type { RightsAdmin, Rule } from "./rights-port.ts";

/** The word of a number in Kafka's protocol, in small letters; the number itself where it is newer than the client. */
const wordOf = (words: Readonly<Record<string, number>>, number: number): string =>
  Object.entries(words)
    .find(([, value]) => value === number)?.[0]
    .toLowerCase() ?? String(number);

function numberOf<T extends number>(words: Readonly<Record<string, T>>, word: string): T {
  const number = words[word.toUpperCase()];
  if (number === undefined) throw new BusError(`Kafka has no ${word} among ${Object.keys(words).join(", ")}`, "never");
  return number;
}

const everything = {
  resourceType: ResourceTypes.ANY,
  resourceName: null,
  resourcePatternType: ResourcePatternTypes.ANY,
  principal: null,
  host: null,
  operation: AclOperations.ANY,
  permissionType: AclPermissionTypes.ANY,
};

/** The ACLs of a Kafka cluster. */
class KafkaRights implements RightsAdmin {
  readonly #admin: Admin;

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  async list(): Promise<readonly Rule[] | undefined> {
    try {
      const told = await this.#admin.describeAcls({ filter: everything });
      return told.flatMap(({ resourceType, resourceName: name, resourcePatternType, acls }) =>
        acls.map(({ principal, host, operation, permissionType }) => ({
          principal,
          target: {
            kind: wordOf(ResourceTypes, resourceType),
            name,
            match: resourcePatternType === ResourcePatternTypes.PREFIXED ? ("prefix" as const) : ("exact" as const),
          },
          operation: wordOf(AclOperations, operation),
          permission: wordOf(AclPermissionTypes, permissionType),
          host,
        })),
      );
    } catch (error) {
      if (isKafka(error, "SECURITY_DISABLED")) return undefined;
      return kafkaCall("look at ACLs", () => Promise.reject(error));
    }
  }

  async add(rules: readonly Rule[]): Promise<void> {
    const creations = rules.map(({ principal, target, operation, permission, host }) => ({
      resourceType: numberOf(ResourceTypes, target.kind),
      resourceName: target.name,
      resourcePatternType: ResourcePatternTypes[target.match === "prefix" ? "PREFIXED" : "LITERAL"],
      principal,
      host,
      operation: numberOf(AclOperations, operation),
      permissionType: numberOf(AclPermissionTypes, permission),
    }));
    await kafkaCall("add ACLs", () => this.#admin.createAcls({ creations }));
  }

  async close(): Promise<void> {
    await this.#admin.close();
  }
}

/** Opens the ACLs of a Kafka cluster; whether a broker answers shows with the first question. */
export const openKafkaRights = (access: KafkaAccess): RightsAdmin => new KafkaRights(new Admin(clientOptions(access)));
