import { topics } from "../../contracts/topics.ts";
import type { Verdict } from "../../contracts/verdict.ts";
import { liveTopics } from "../probes/bus.ts";
import { again } from "../report/again.ts";
import { planTopics, type TopicChange } from "../topics/plan.ts";
import { changeInWords } from "../topics/text.ts";
import { defineCheck } from "./check.ts";
import { count } from "./wording.ts";

/**
 * Fails when a topic is missing, or has too few partitions or other settings than its contract. More partitions than the
 * contract's lose nothing and cannot be taken away: they are no fault.
 */
export const busTopics = defineCheck({
  id: "bus.topics",
  why: "services make only the topics that they use themselves; whoever comes to one that is missing finds no bus",
  probe: liveTopics,
  setting: true,
  judge: (seen, env): Verdict => {
    if (seen === undefined)
      return { state: "unknown", because: "there is no bus yet; services make it at their start" };
    const all = Object.values(topics);
    const { changes } = planTopics(all, seen);
    if (changes.length === 0) return { state: "ok", saw: count(all.length, "topic") };
    return {
      state: "fail",
      saw: changes.map(inWords).join("; "),
      want: "every topic as contracts/topics.ts has it",
      fix: again("topics apply", { env }),
    };
  },
});

const inWords = (change: TopicChange): string =>
  `${change.topic.name}: ${change.kind === "create" ? "missing" : changeInWords(change)}`;
