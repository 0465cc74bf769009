import { expect, test } from "vitest";
import { prices } from "../../../contracts/prices.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import type { KeyOutputs } from "../../../modules/keys/keys.ts";
import { grantReadSecret } from "../../../modules/secrets/api-token.ts";
import { secretsCost } from "../../../modules/secrets/cost.ts";
import { secretsRecovery } from "../../../modules/secrets/recovery.ts";
import { type Resource, synthesised } from "../../support/synthesised.ts";

const places = {
  dev: synthesised({ environment: dev }),
  prod: synthesised({ environment: prod }),
  "prod's recovery Region": synthesised({ environment: prod, site: "recovery" }),
};

const secretOf = (place: keyof typeof places): Resource =>
  places[place].of("aws_secretsmanager_secret").find(({ address }) => address.endsWith(".secret_api_token"))!;

test.each(Object.keys(places) as (keyof typeof places)[])("%s: the token lies under a key of ours", (place) => {
  expect(secretOf(place).has["kms_key_id"]).toMatch(/^\$\{.*key_operations.*\}$/);
});

test("a protected token can be called back for 30 days, a disposable one leaves its name free at once", () => {
  expect(secretOf("prod").has).toMatchObject({ recovery_window_in_days: 30, lifecycle: { prevent_destroy: true } });
  expect(secretOf("dev").has).toMatchObject({ recovery_window_in_days: 0 });
  expect(secretOf("dev").has["lifecycle"]).not.toMatchObject({ prevent_destroy: true });
});

test.each(Object.keys(places) as (keyof typeof places)[])(
  "%s: neither plan nor state ever holds the token",
  (place) => {
    const version = places[place]
      .of("aws_secretsmanager_secret_version")
      .find(({ address }) => address.endsWith(".secret_version_api_token"));
    expect(version?.has).toMatchObject({
      secret_string_wo: expect.stringMatching(/^\$\{ephemeral\.aws_secretsmanager_random_password\.api_token\.\w+\}$/),
      secret_string_wo_version: 1,
    });
    expect(version?.has).not.toHaveProperty("secret_string");
  },
);

test("the token is long, and has no character that a header or a shell would take for something else", () => {
  const { ephemeral } = JSON.parse(places.prod.durable.text) as {
    ephemeral: { aws_secretsmanager_random_password: { api_token: object } };
  };
  expect(ephemeral.aws_secretsmanager_random_password.api_token).toEqual({
    password_length: 48,
    exclude_punctuation: true,
  });
});

test("reading it takes the value and the key, of this secret alone", () => {
  const key = { arn: "arn:key" } as KeyOutputs;
  const statements = grantReadSecret({ name: "token", arn: "arn:token", key });
  const allowed = statements.map(({ Action, Resource: on }) => `${Action} ${on}`).join("\n");
  expect(allowed).toContain("secretsmanager:GetSecretValue arn:token");
  expect(allowed).toContain("kms:Decrypt");
  for (const { Action, Resource: on } of statements) {
    expect(["arn:token", "arn:key"]).toEqual(expect.arrayContaining([on].flat()));
    for (const action of Action) expect(action).not.toMatch(/\*|Put|Delete|Update/);
  }
});

test("who reads the token is told its ARN, not its value", () => {
  const containers = places.prod.of("aws_ecs_task_definition").map(({ has }) => String(has["container_definitions"]));
  const told = containers.filter((text) => text.includes("API_TOKEN"));
  expect(told.length).toBeGreaterThan(0);
  for (const text of told) expect(text).not.toContain("random_password");
});

test("a recovery Region has a token of its own, which costs as much again", () => {
  const usd = (copied: boolean) =>
    secretsCost({ copied }).reduce((sum, l) => sum + l.quantity * prices[l.price].usd, 0);
  expect(usd(true)).toBe(2 * usd(false));
  expect(secretOf("prod's recovery Region").has).not.toHaveProperty("replica");
});

test("the token comes back after every loss, after that of the Region where there is another", () => {
  const losses = (copied: boolean) => secretsRecovery({ copied }).map(({ after }) => after);
  expect(losses(false)).toEqual(["node", "zone", "data"]);
  expect(losses(true)).toEqual(["node", "zone", "data", "region"]);
  // It is made, not written by people: there is nothing to lose with it.
  for (const { rpoMinutes } of secretsRecovery({ copied: true })) expect(rpoMinutes).toBe(0);
});
