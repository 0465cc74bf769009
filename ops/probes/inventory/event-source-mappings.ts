import { LambdaClient, paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

const type = "aws_lambda_event_source_mapping";
const sources = ["aws_sqs_queue", "aws_msk_cluster", "aws_msk_serverless_cluster"];

/** What feeds a function of ours, and what takes from a queue or cluster of ours. */
export const eventSourceMappings: Enumerator = {
  types: [type],
  calls: ["lambda:ListEventSourceMappings"],
  async unmanaged(look, ours) {
    const pages = paginateListEventSourceMappings({ client: look.client(LambdaClient), pageSize: 100 }, {});
    const known = knownBy(ours.known, [type], "uuid");
    const ends = new Map([
      ...knownBy(ours.known, sources, "arn"),
      ...knownBy(ours.known, ["aws_dynamodb_table"], "stream_arn"),
      ...knownBy(ours.known, ["aws_lambda_function"], "arn"),
    ]);
    const all = await everything(look, pages, (page) => page.EventSourceMappings);
    return all.flatMap(({ UUID: id = "?", FunctionArn = "", EventSourceArn, State }) => {
      if (known.has(id) || State === "Deleting") return [];
      const end = ends.get(unqualified(FunctionArn)) ?? ends.get(EventSourceArn ?? "");
      const why = end === undefined ? ours.named(functionName(FunctionArn)) : `attached to ${end.address}`;
      const detail = `${EventSourceArn ?? "a Kafka cluster outside AWS"} to ${FunctionArn}`;
      return found({ type, id, name: id, detail, under: functionName(FunctionArn) ?? id }, why);
    });
  },
};

/** `arn:aws:lambda:eu-west-1:1:function:name` without the alias or version behind it. */
const unqualified = (arn: string): string => arn.split(":").slice(0, 7).join(":");

const functionName = (arn: string): string | undefined => arn.split(":")[6];
