import { expect, test } from "vitest";
import { SecretsError } from "../../../adapters/secrets/port.ts";
import { answer, bearerOf } from "../../../services/authorize/decide.ts";
import { KnownToken } from "../../../services/authorize/known-token.ts";
import { MemorySecrets } from "../../fakes/memory-secrets.ts";
import fc from "../../support/properties.ts";

/** The token's secret, in memory. */
function secretOf(value: string): { readonly secrets: MemorySecrets; readonly renew: (value: string) => void } {
  const secrets = new MemorySecrets();
  secrets.keep("name", value);
  return { secrets, renew: (next) => secrets.keep("name", next) };
}

const methodArn = "arn:aws:execute-api:eu-west-1:123456789012:abc123/v1/GET/v1/events";
const caller = { customer: "prod", usageKey: "a-key-of-twenty-characters" };

test("only the token itself matches", async () => {
  const known = new KnownToken(secretOf("the-token").secrets, "name", () => 0);
  await fc.assert(
    fc.asyncProperty(fc.string(), async (given) => {
      expect(await known.matches(given)).toBe(given === "the-token");
    }),
  );
});

test("a function instance reads the secret once for many calls", async () => {
  const { secrets } = secretOf("the-token");
  const known = new KnownToken(secrets, "name", () => 1_000);
  for (let i = 0; i < 20; i++) expect(await known.matches("the-token")).toBe(true);
  expect(secrets.reads).toBe(1);
});

test("a token that was made anew is known within ten seconds, and the old one forgotten within five minutes", async () => {
  let now = 1_000_000;
  const { secrets, renew } = secretOf("old");
  const known = new KnownToken(secrets, "name", () => now);
  expect(await known.matches("old")).toBe(true);
  renew("new");
  now += 9_999;
  expect(await known.matches("new")).toBe(false);
  now += 1;
  expect(await known.matches("new")).toBe(true);
  expect(await known.matches("old")).toBe(false);
  renew("newest");
  now += 299_999;
  expect(await known.matches("new")).toBe(true);
  now += 1;
  expect(await known.matches("new")).toBe(false);
});

test("guessing makes the secret be read once in ten seconds, not once a guess", async () => {
  let now = 1_000_000;
  const { secrets } = secretOf("the-token");
  const known = new KnownToken(secrets, "name", () => now);
  for (let i = 0; i < 100; i++, now += 500) await known.matches(`guess-${i}`);
  expect(secrets.reads).toBeLessThanOrEqual(6);
});

test("a secret that cannot be read is an error, never a pass", async () => {
  const known = new KnownToken(new MemorySecrets(), "name");
  await expect(known.matches("")).rejects.toThrow(SecretsError);
});

test.each([
  ["Bearer abc", "abc"],
  ["bearer   abc", "abc"],
  ["Bearer a b", undefined],
  ["Basic abc", undefined],
  ["abc", undefined],
  ["", undefined],
  [undefined, undefined],
])("%s carries %s", (header, token) => expect(bearerOf(header)).toBe(token));

test("an answer holds for every path of its stage and for no other stage", () => {
  const stage = "arn:aws:execute-api:eu-west-1:123456789012:abc123/v1/*";
  for (const [who, effect] of [
    [caller, "Allow"],
    [undefined, "Deny"],
  ] as const) {
    const [statement] = answer({ methodArn }, who).policyDocument.Statement;
    expect(statement).toEqual({ Action: "execute-api:Invoke", Effect: effect, Resource: stage });
  }
});

test("who is known counts against their plan; who is not, against none", () => {
  expect(answer({ methodArn }, caller)).toMatchObject({ principalId: "prod", usageIdentifierKey: caller.usageKey });
  expect(answer({ methodArn }, undefined)).not.toHaveProperty("usageIdentifierKey");
});
