import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

/** Lambda functions; versions belong to their function. */
export const lambdaFunctions: Enumerator = {
  types: ["aws_lambda_function"],
  calls: ["lambda:ListFunctions"],
  async unmanaged(look, ours) {
    const pages = paginateListFunctions({ client: look.client(LambdaClient), pageSize: 50 }, {});
    const known = knownBy(ours.known, ["aws_lambda_function"], "function_name");
    const all = await everything(look, pages, (page) => page.Functions);
    return all.flatMap(({ FunctionName: name = "?", FunctionArn: arn, VpcConfig, Role }) => {
      if (known.has(name)) return [];
      const why = ours.placed(VpcConfig?.VpcId) ?? ours.named(name) ?? ours.tagged(arn);
      const detail = Role === undefined ? {} : { detail: `runs as ${Role}` };
      return found({ type: "aws_lambda_function", id: name, name, ...detail }, why);
    });
  },
};
