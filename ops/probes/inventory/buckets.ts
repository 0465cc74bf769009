import { paginateListBuckets, S3Client } from "@aws-sdk/client-s3";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

/** S3 buckets of every Region. */
export const buckets: Enumerator = {
  types: ["aws_s3_bucket"],
  everywhere: true,
  calls: ["s3:ListAllMyBuckets"],
  async unmanaged(look, ours) {
    const pages = paginateListBuckets({ client: look.client(S3Client), pageSize: 1_000 }, {});
    const known = knownBy(ours.known, ["aws_s3_bucket"], "bucket");
    return (await everything(look, pages, (page) => page.Buckets)).flatMap(({ Name: name = "?" }) =>
      known.has(name)
        ? []
        : found({ type: "aws_s3_bucket", id: name, name }, ours.named(name) ?? ours.tagged(`arn:aws:s3:::${name}`)),
    );
  },
};
