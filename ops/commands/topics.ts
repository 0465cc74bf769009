import { OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";
import { again } from "../report/again.ts";

/** `cap topics`: bring the bus's topics up to their contracts. */
export const topics: Command = {
  verb: "topics",
  summary: "see and reconcile the topics of the bus",
  description:
    "Compares contracts/topics.ts with the bus. plan shows what is missing, has too few partitions or other settings, " +
    "and what no contract knows (exit code 2 when something differs). apply makes exactly what it shows: it creates " +
    "topics, adds partitions and sets retention and the largest record. A topic is never deleted and partitions never " +
    "shrink: that is shown, refused (exit code 4) and left as it is. Where clients come with a password (SCRAM), their " +
    "rights in contracts/topic-rights.ts are compared and given too, as ACLs; an ACL is never taken away.",
  args: [{ name: "<action>", doc: "plan or apply" }],
  flags: [],
  examples: [
    "cap topics plan --env local",
    "cap topics apply --env local",
    "cap topics plan --env prod --json | jq '.plan.changes[].kind'",
  ],
  environment: "acts",
  async run(invocation) {
    const [action = ""] = invocation.args;
    const { applyPlan, showPlan } = await import("../topics/topics.ts");
    if (action === "plan") return await showPlan(invocation);
    if (action === "apply") return await applyPlan(invocation);
    throw new OperatorError("CAP_NO_ACTION", `cap topics cannot "${action}"; it can: plan, apply`, [
      again("topics plan", invocation),
    ]);
  },
};
