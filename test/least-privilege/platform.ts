import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { list } from "../properties/policies.ts";
import { type Resource, type Synthesised, statementsOf, synthesised } from "../support/synthesised.ts";

/**
 * An action on a resource, as text: `s3:ListBucket aws_s3_bucket.bucket_landing`. Resources of ours are written by
 * their addresses; a condition follows as it stands in the policy.
 */
export type Permission = string;

/** A service or function as an environment runs it. */
export interface Workload {
  /** What it is told; references to resources are written by their addresses. */
  readonly environment: Readonly<Record<string, string>>;
  /** What its role allows. */
  readonly allowed: readonly Permission[];
  /** The function, where it is one. */
  readonly lambda?: Resource;
}

type Fields = Readonly<Record<string, unknown>>;

/** An environment, synthesised, with references from stack to stack resolved. */
export class Platform {
  readonly place: Environment;
  readonly #made: Synthesised;
  readonly #outputs: Readonly<Record<string, Readonly<Record<string, { readonly value: unknown }>>>>;

  constructor(place: Environment) {
    this.place = place;
    this.#made = synthesised({ environment: place });
    const outputs = Object.entries(this.#made.stacks).map(([name, { text }]) => [name, JSON.parse(text).output ?? {}]);
    this.#outputs = Object.fromEntries(outputs);
  }

  /** Resources of a type, in the environment's own Region. */
  of(type: string): readonly Resource[] {
    const { durable, runtime } = this.#made;
    return [...durable.resources, ...runtime.resources].filter((r) => r.type === type);
  }

  /** The one resource of a type that this holds for. */
  one(type: string, holds: (has: Fields) => boolean): Resource {
    const [found, ...more] = this.of(type).filter(({ has }) => holds(has));
    if (found === undefined || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} ${type}, want one`);
    return found;
  }

  /** A text with the addresses of resources instead of references to their attributes. */
  plain(text: unknown): string {
    return String(text)
      .replace(/\$\{data\.terraform_remote_state\.cross-stack-reference-input-(\w+)\.outputs\.([^}]+)\}/g, (_, s, o) =>
        String(this.#outputs[s]?.[o]?.value),
      )
      .replace(/\$\{(aws_\w+\.[\w-]+)\.\w+\}/g, "$1");
  }

  /** An ECS service. */
  service(name: string): Workload {
    const task = this.one("aws_ecs_task_definition", (has) => has["family"] === names.of(this.place, name));
    const [container] = JSON.parse(String(task.has["container_definitions"])) as {
      environment: EnvironmentVariable[];
    }[];
    const variables = container?.environment.map((v) => [v.name, this.plain(v.value)] as const) ?? [];
    return {
      environment: Object.fromEntries(variables),
      allowed: this.#allowed(this.plain(task.has["task_role_arn"])),
    };
  }

  /** A Lambda function. */
  function(name: string): Workload {
    const lambda = this.one("aws_lambda_function", (has) => has["function_name"] === names.of(this.place, name));
    const { variables } = lambda.has["environment"] as { variables: Record<string, string> };
    const environment = Object.entries(variables).map(([key, value]) => [key, this.plain(value)] as const);
    const allowed = this.#allowed(this.plain(lambda.has["role"]));
    return { environment: Object.fromEntries(environment), allowed, lambda };
  }

  #allowed(role: string): readonly Permission[] {
    const own = (r: Resource): boolean => this.plain(r.has["role"]) === role;
    const attached = this.of("aws_iam_role_policy_attachment").filter(own);
    const statements = this.of("aws_iam_role_policy")
      .filter(own)
      .flatMap((policy) => statementsOf(policy));
    const permissions = statements.flatMap(({ Action, Resource: on, Condition }) =>
      list(Action).flatMap((action) => list(on).map((r) => this.#permission(action, r, Condition))),
    );
    return [...new Set([...permissions, ...attached.map((a) => this.plain(a.has["policy_arn"]))])];
  }

  #permission(action: string, resource: string, condition: unknown): Permission {
    return `${action} ${this.plain(resource)}${condition === undefined ? "" : ` if ${JSON.stringify(condition)}`}`;
  }
}

interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}
