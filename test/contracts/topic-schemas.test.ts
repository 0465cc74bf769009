import { expect, test } from "vitest";
import { envelopeHeader, envelopeToHeaders } from "../../contracts/events.ts";
import { topicSchemas } from "../../contracts/topic-schemas.ts";
import { topics } from "../../contracts/topics.ts";

interface JsonSchema {
  readonly $schema: string;
  readonly properties: Readonly<Record<string, { readonly pattern?: string }>>;
  readonly required: readonly string[];
}
const schemaOf = (name: keyof typeof topicSchemas): JsonSchema => topicSchemas[name] as JsonSchema;

test("every topic has a schema, in a draft that Glue reads", () => {
  expect(Object.keys(topicSchemas).sort()).toEqual(
    Object.values(topics)
      .map((topic) => topic.name)
      .sort(),
  );
  for (const schema of Object.values(topicSchemas)) expect((schema as JsonSchema).$schema).toMatch(/draft-07/);
});

test("the envelope's schema is what collect writes: every header, and all but the dead letter always", () => {
  const { properties, required } = schemaOf("security-events");
  expect(Object.keys(properties).sort()).toEqual(Object.values(envelopeHeader).sort());
  const written = envelopeToHeaders({ kind: "cloudtrail", sourceKey: "k", sourceIndex: 3, receivedAt: "2026-11-25" });
  expect([...required].sort()).toEqual(Object.keys(written).sort());
  const pattern = properties[envelopeHeader.sourceIndex]?.pattern ?? "";
  expect(written[envelopeHeader.sourceIndex]).toMatch(new RegExp(pattern));
});
