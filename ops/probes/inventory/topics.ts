import { paginateListTopics, SNSClient } from "@aws-sdk/client-sns";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

/** SNS topics. */
export const topics: Enumerator = {
  types: ["aws_sns_topic"],
  calls: ["sns:ListTopics"],
  async unmanaged(look, ours) {
    const pages = paginateListTopics({ client: look.client(SNSClient) }, {});
    const known = knownBy(ours.known, ["aws_sns_topic"], "arn");
    return (await everything(look, pages, (page) => page.Topics)).flatMap(({ TopicArn: id = "?" }) => {
      const name = id.slice(id.lastIndexOf(":") + 1);
      return known.has(id) ? [] : found({ type: "aws_sns_topic", id, name }, ours.named(name) ?? ours.tagged(id));
    });
  },
};
