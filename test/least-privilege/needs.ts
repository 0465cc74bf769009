import { bronze, quarantinePrefix, silver } from "../../contracts/lake.ts";
import { names } from "../../contracts/names.ts";
import * as allTables from "../../contracts/tables.ts";
import * as allTopics from "../../contracts/topics.ts";
import { actionOf, asksNothing, follows, withoutSdk } from "./actions.ts";
import { besideStatement, workgroupsIn } from "./athena.ts";
import type { Command } from "./commands.ts";
import type { Permission, Platform, Workload } from "./platform.ts";
import type { PortMethod } from "./ports.ts";
import type { Request } from "./requests.ts";

/** Permissions, each with why it is needed. */
export type Needs = ReadonlyMap<Permission, string>;

/** Where keys begin that the code writes and reads; in other buckets, anywhere. */
const prefixes: Readonly<Record<string, string>> = {
  "aws_s3_bucket.bucket_bronze": bronze.prefix,
  "aws_s3_bucket.bucket_quarantine": quarantinePrefix,
  "aws_s3_bucket.bucket_silver": silver.prefix,
};

/** What a request needs of AWS. */
export class Asked {
  readonly #platform: Platform;
  readonly #commands: ReadonlyMap<PortMethod, readonly Command[]>;

  constructor(platform: Platform, commands: ReadonlyMap<PortMethod, readonly Command[]>) {
    this.#platform = platform;
    this.#commands = commands;
  }

  /** All that follows from the requests of one service or function. Throws where nobody would know on which resource. */
  needs(requests: readonly Request[], { environment }: Workload): Needs {
    const all = requests.flatMap((request): [Permission, string][] =>
      this.#actions(request.method).flatMap((action) => {
        const resources = this.#resources(action, request, environment);
        if (resources.length === 0) throw new Error(`${request.method} at ${request.place}: on which resource?`);
        const why = `${request.method} at ${request.place}`;
        const beside =
          action === "athena:StartQueryExecution" ? besideStatement(told(request, environment), this.#platform) : [];
        return [...resources.map((on) => [action, on, why] as const), ...beside].flatMap(([one, on, because]) =>
          this.withFollowing(one, on, because),
        );
      }),
    );
    return new Map(all);
  }

  /** A permission with what follows from it. */
  withFollowing(action: string, on: string, why: string): [Permission, string][] {
    const [thing = on] = on.split("/");
    const more = (follows[action] ?? []).map((f): [Permission, string] => [
      `${f.action} ${f.on === "key" ? this.#keyOf(thing) : thing}`,
      `${f.reason} (${why})`,
    ]);
    return [...more, [`${action} ${on}`, why]];
  }

  #actions(method: PortMethod): readonly string[] {
    const found = this.#commands.get(method)?.map(actionOf) ?? withoutSdk[method];
    if (found === undefined && !asksNothing(method)) throw new Error(`${method}: nobody says what it needs of AWS`);
    return found ?? [];
  }

  #resources(action: string, request: Request, environment: Workload["environment"]): readonly string[] {
    const { origins } = request;
    const constants = [...origins].flatMap((o) => (o.startsWith("contract:") ? [constantOf(o.slice(9))] : []));
    const ofType = (type: string): readonly string[] =>
      told(request, environment).filter((value) => value.startsWith(`${type}.`));
    const [service = "", operation = ""] = action.split(":");
    switch (service) {
      case "s3":
        return ofType("aws_s3_bucket").map((b) => (operation === "ListBucket" ? b : `${b}/${prefixes[b] ?? ""}*`));
      case "athena":
        return workgroupsIn(told(request, environment), this.#platform);
      case "dynamodb":
        return constants.filter(isTable).map((table) => this.#table(table.name));
      case "kafka-cluster":
        return this.#kafka(operation, constants);
      case "cloudwatch":
        return [
          `* if ${JSON.stringify({ StringEquals: { "cloudwatch:namespace": environment["METRIC_NAMESPACE"] } })}`,
        ];
      default:
        return [...ofType("aws_sqs_queue"), ...ofType("aws_secretsmanager_secret")];
    }
  }

  #table(name: string): string {
    return this.#platform.one("aws_dynamodb_table", (has) => has["name"] === names.of(this.#platform.place, name))
      .address;
  }

  #kafka(operation: string, constants: readonly unknown[]): readonly string[] {
    const { place } = this.#platform;
    const arn = (kind: string, rest: string): string =>
      `arn:aws:kafka:${place.region}:${place.account}:${kind}/${names.of(place, "bus")}/*${rest}`;
    if (operation.endsWith("TransactionalId")) return [arn("transactional-id", "/cap-*")];
    if (operation.endsWith("Group")) return constants.filter(isText).map((group) => arn("group", `/${group}`));
    if (/Topic$|^(Read|Write)Data$/.test(operation))
      return constants.filter(isTopic).map((topic) => arn("topic", `/${topic.name}`));
    return [arn("cluster", "")];
  }

  #keyOf(address: string): string {
    const [type = ""] = address.split(".");
    if (type === "aws_s3_bucket") {
      const { has } = this.#platform.one(
        "aws_s3_bucket_server_side_encryption_configuration",
        (h) => this.#platform.plain(h["bucket"]) === address,
      );
      return this.#platform.plain(/\$\{[^}]*kms_key[^}]*\}/.exec(JSON.stringify(has["rule"]))?.[0]);
    }
    const thing = this.#platform.of(type).find((r) => r.address === address);
    return this.#platform.plain(/\$\{[^}]*aws_kms_key[^}]*\}/.exec(JSON.stringify(thing?.has))?.[0]);
  }
}

/** Values of the environment variables that a request goes back to. */
const told = ({ origins }: Request, environment: Workload["environment"]): readonly string[] =>
  [...origins].flatMap((o) => (o.startsWith("env:") ? [environment[o.slice(4)] ?? ""] : []));

const isTopic = (value: unknown): value is allTopics.TopicContract =>
  typeof value === "object" && value !== null && "partitions" in value;
const isTable = (value: unknown): value is allTables.TableContract =>
  typeof value === "object" && value !== null && "partitionKey" in value;
const isText = (value: unknown): value is string => typeof value === "string";

/** The value of `tables.objects`, by its name in the code; undefined for other contracts. */
const constantOf = (path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], {
    ...allTables,
    ...allTopics,
  });
