import { z } from "zod";

const words = z.union([z.string().transform((word) => [word]), z.array(z.string())]);
const statement = z.object({
  Effect: z.string(),
  Principal: z.union([z.literal("*").transform(() => ({ AWS: ["*"] })), z.record(z.string(), words)]).optional(),
  Condition: z.unknown().optional(),
});
const document = z.object({
  Statement: z.union([statement.transform((only) => [only]), z.array(statement)]),
});

/**
 * Who may take on a role, by its trust policy: `ecs-tasks.amazonaws.com`, an ARN, `*` for everybody, `* under conditions`.
 * Of a policy that cannot be read: `?`.
 *
 * @param policy as IAM tells it: JSON, encoded for a URL
 */
export function trustedBy(policy = "{}"): readonly string[] {
  const statements = parsed(policy)?.Statement.filter(({ Effect }) => Effect === "Allow");
  if (statements === undefined) return ["?"];
  const trusted = statements.flatMap(({ Principal = {}, Condition }) =>
    Object.values(Principal)
      .flat()
      .map((who) => (who === "*" && Condition !== undefined ? "* under conditions" : who)),
  );
  return [...new Set(trusted)];
}

function parsed(policy: string): z.infer<typeof document> | undefined {
  try {
    return document.parse(JSON.parse(decodeURIComponent(policy)));
  } catch {
    return undefined;
  }
}
