import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { names } from "../../contracts/names.ts";
import { type Look, orAbsent } from "./look.ts";

/** Whether runtime is built where this looks: it tells so in its manifest. */
export async function hasRuntime(look: Look): Promise<boolean> {
  const Name = names.manifest(look.env, "runtime");
  return (await orAbsent(look.client(SSMClient).send(new GetParameterCommand({ Name })))) !== undefined;
}
