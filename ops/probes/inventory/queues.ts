import { paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

/** SQS queues. */
export const queues: Enumerator = {
  types: ["aws_sqs_queue"],
  calls: ["sqs:ListQueues"],
  async unmanaged(look, ours) {
    // Without a page size SQS answers one page of 1,000 and does not say that there is more.
    const pages = paginateListQueues({ client: look.client(SQSClient), pageSize: 1_000 }, {});
    const known = knownBy(ours.known, ["aws_sqs_queue"], "name");
    return (await everything(look, pages, (page) => page.QueueUrls)).flatMap((url) => {
      const name = url.slice(url.lastIndexOf("/") + 1);
      if (known.has(name)) return [];
      const arn = `arn:aws:sqs:${look.env.region}:${look.env.account}:${name}`;
      return found({ type: "aws_sqs_queue", id: url, name }, ours.named(name) ?? ours.tagged(arn));
    });
  },
};
