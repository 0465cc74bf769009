import { z } from "zod";
import { envelopeHeader } from "./events.ts";
import { topics } from "./topics.ts";

/** Headers of a record of `security-events`; its value is the raw event, in whatever format its source has. */
const envelopeHeaders = z
  .object({
    [envelopeHeader.kind]: z.string().min(1).describe("Which normaliser understands the value"),
    [envelopeHeader.sourceKey]: z.string().min(1).describe("Key of the object in the landing bucket"),
    [envelopeHeader.sourceIndex]: z.string().regex(/^\d+$/).describe("Position inside that object, from 0"),
    [envelopeHeader.receivedAt]: z.string().describe("When collect read it, ISO 8601 in UTC"),
    [envelopeHeader.deadLetter]: z.string().optional().describe("Why collect could not pass the event on"),
  })
  .describe("The envelope of a raw event, as it travels in the record's headers");

/** What the schema registry says of each topic: JSON Schema, draft 7, the newest that Glue reads. */
export const topicSchemas: Readonly<Record<string, object>> = {
  [topics.securityEvents.name]: z.toJSONSchema(envelopeHeaders, { target: "draft-7", io: "input" }),
};
