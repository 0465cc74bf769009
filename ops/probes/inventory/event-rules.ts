import { EventBridgeClient, ListRulesCommand, type Rule } from "@aws-sdk/client-eventbridge";
import { type Look, orAbsent } from "../look.ts";
import type { Enumerator } from "./enumerator.ts";
import { type Found, found } from "./found.ts";
import { knownBy, knownPairs } from "./known.ts";
import type { Ours } from "./ours.ts";

const type = "aws_cloudwatch_event_rule";
const defaultBus = "default";

/** EventBridge rules: all on our buses, and ours on the bus that everybody shares. */
export const eventRules: Enumerator = {
  types: [type],
  calls: ["events:ListRules"],
  async unmanaged(look, ours) {
    const buses = [...knownBy(ours.known, ["aws_cloudwatch_event_bus"], "name").keys()];
    const all = [...new Set([defaultBus, ...buses])].map((bus) => onBus(look, ours, bus));
    return (await Promise.all(all)).flat();
  },
};

async function onBus(look: Look, ours: Ours, bus: string): Promise<readonly Found[]> {
  const known = knownPairs(ours.known, type, "event_bus_name", "name");
  const owner = knownBy(ours.known, ["aws_cloudwatch_event_bus"], "name").get(bus);
  // A bus that is gone is told as deleted, and has no rules.
  const rules = (await orAbsent(rulesOf(look, bus))) ?? [];
  return rules.flatMap(({ Name: name = "?", Arn, ManagedBy, State }) => {
    // A service that manages a rule makes and removes it itself: an archive's, a deployment's.
    if (ManagedBy !== undefined || known.has(`${bus}/${name}`)) return [];
    const why = owner === undefined ? (ours.named(name) ?? ours.tagged(Arn)) : `attached to ${owner.address}`;
    return found({ type, id: `${bus}/${name}`, name, detail: `${State}`.toLowerCase(), under: name }, why);
  });
}

/** The SDK has no paginator for rules. */
async function rulesOf(look: Look, EventBusName: string): Promise<readonly Rule[]> {
  const all: Rule[] = [];
  let token: string | undefined;
  do {
    look.signal?.throwIfAborted();
    const asked = { EventBusName, ...(token === undefined ? {} : { NextToken: token }) };
    const answer = await look.client(EventBridgeClient).send(new ListRulesCommand(asked));
    all.push(...(answer.Rules ?? []));
    token = answer.NextToken;
  } while (token !== undefined);
  return all;
}
