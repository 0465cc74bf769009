import { z } from "zod";
import { type Look, type LookOptions, openLook } from "../probes/look.ts";
import { ec2Remains, isEnding } from "../probes/remains.ts";

const page = z.object({
  ResourceTagMappingList: z.array(z.object({ ResourceARN: z.string() })),
  PaginationToken: z.string().optional(),
});
const status = z.object({ tasks: z.array(z.unknown()), brokers: z.array(z.unknown()) });

/**
 * What the emulated AWS still has of an environment: ARNs that bear its tag, what EC2 lists by that tag, processes that
 * run for it. What was destroyed and is only remembered does not count.
 */
export async function remains(at: LookOptions): Promise<readonly string[]> {
  const look = openLook(at);
  try {
    const [arns, ids, running] = await Promise.all([tagged(look), ec2Remains(look), processes(look)]);
    const ending = await Promise.all(arns.map((arn) => isEnding(look, arn)));
    return [...arns.filter((_, i) => ending[i] !== true), ...ids, ...running];
  } finally {
    look.close();
  }
}

/** Asked over HTTP as it is: the emulated AWS takes account and Region from the credential and needs no signature. */
async function tagged({ endpoint = "", env }: Look): Promise<string[]> {
  const credential = `${env.account}/20200101/${env.region}/tagging/aws4_request`;
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "ResourceGroupsTaggingAPI_20170126.GetResources",
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
  };
  const arns: string[] = [];
  let token = "";
  do {
    const body = { TagFilters: [{ Key: "Environment", Values: [env.name] }], PaginationToken: token };
    const answer = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(body) });
    const { ResourceTagMappingList: found, PaginationToken: next = "" } = page.parse(await answer.json());
    arns.push(...found.map((f) => f.ResourceARN));
    token = next;
  } while (token !== "");
  return arns;
}

async function processes({ endpoint = "" }: Look): Promise<string[]> {
  const { tasks, brokers } = status.parse(await (await fetch(`${endpoint}/_cap/status`)).json());
  return [...tasks.map((t) => `a task: ${JSON.stringify(t)}`), ...brokers.map((b) => `a broker: ${JSON.stringify(b)}`)];
}
