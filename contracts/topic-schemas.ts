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

/** A value of `alerts`: what OCSF asks of every Detection Finding. More may be there, as OCSF allows. */
const detectionFinding = z
  .looseObject({
    class_uid: z.literal(2004),
    category_uid: z.literal(2),
    activity_id: z.int().describe("1 create, 2 update, 3 close"),
    type_uid: z.int().describe("class_uid * 100 + activity_id"),
    time: z.int().describe("Milliseconds since 1970, UTC"),
    severity_id: z.int().min(0).max(99),
    metadata: z.looseObject({ version: z.string(), product: z.looseObject({}) }),
    finding_info: z.looseObject({ uid: z.string().min(1), title: z.string().min(1) }),
  })
  .describe("OCSF 1.5.0 Detection Finding");

type TopicName = (typeof topics)[keyof typeof topics]["name"];
const draft7 = (schema: z.ZodType): object => z.toJSONSchema(schema, { target: "draft-7", io: "input" });

/** What the schema registry says of each topic: JSON Schema, draft 7, the newest that Glue reads. */
export const topicSchemas: Readonly<Record<TopicName, object>> = {
  [topics.securityEvents.name]: draft7(envelopeHeaders),
  [topics.alerts.name]: draft7(detectionFinding),
};
