import { KafkaClient, paginateListConfigurations } from "@aws-sdk/client-kafka";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

/** MSK configurations; they carry no tags. */
export const mskConfigurations: Enumerator = {
  types: ["aws_msk_configuration"],
  calls: ["kafka:ListConfigurations"],
  async unmanaged(look, ours) {
    const pages = paginateListConfigurations({ client: look.client(KafkaClient), pageSize: 100 }, {});
    const known = knownBy(ours.known, ["aws_msk_configuration"], "arn");
    const all = await everything(look, pages, (page) => page.Configurations);
    return all.flatMap(({ Arn: id = "?", Name: name = "?", State }) =>
      known.has(id) || State === "DELETING" ? [] : found({ type: "aws_msk_configuration", id, name }, ours.named(name)),
    );
  },
};
