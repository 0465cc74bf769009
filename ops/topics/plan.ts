import type { LiveTopic, TopicSettings } from "../../adapters/bus/topics-port.ts";
import type { TopicContract } from "../../contracts/topics.ts";

/** One setting that is not as its contract has it. */
export interface SettingChange {
  readonly name: keyof TopicSettings;
  readonly from: number;
  readonly to: number;
}

/** One change of one topic. */
export type TopicChange =
  | { readonly kind: "create"; readonly topic: TopicContract }
  | { readonly kind: "add-partitions"; readonly topic: TopicContract; readonly from: number }
  | { readonly kind: "configure"; readonly topic: TopicContract; readonly settings: readonly SettingChange[] };

/** Partitions that the bus has and the contract has not. They stay: taking them away would lose their records. */
export interface Shrinking {
  readonly topic: TopicContract;
  readonly from: number;
}

/** What would make the topics of a bus as their contracts say, and what is left as it is. */
export interface TopicPlan {
  /** In the order of the contracts. */
  readonly changes: readonly TopicChange[];
  readonly refused: readonly Shrinking[];
  /** Topics that are as they should be. */
  readonly same: readonly string[];
  /** Topics that no contract knows. They stay: no command of ours deletes a topic. */
  readonly unmanaged: readonly LiveTopic[];
}

/** Compares contracts with what is there. Settings that the bus does not hold are not looked at. */
export function planTopics(contracts: readonly TopicContract[], live: readonly LiveTopic[]): TopicPlan {
  const byName = new Map(live.map((topic) => [topic.name, topic]));
  const changes = contracts.flatMap((topic) => changesOf(topic, byName.get(topic.name)));
  const refused = contracts.flatMap((topic): Shrinking[] => {
    const from = byName.get(topic.name)?.partitions ?? 0;
    return from > topic.partitions ? [{ topic, from }] : [];
  });
  const touched = new Set([...changes, ...refused].map(({ topic }) => topic.name));
  const known = new Set(contracts.map((topic) => topic.name));
  return {
    changes,
    refused,
    same: contracts.map((topic) => topic.name).filter((name) => !touched.has(name)),
    unmanaged: live.filter((topic) => !known.has(topic.name)),
  };
}

function changesOf(topic: TopicContract, live: LiveTopic | undefined): TopicChange[] {
  if (live === undefined) return [{ kind: "create", topic }];
  const { partitions: from } = live;
  const settings = settingChanges(topic, live.settings);
  return [
    ...(from < topic.partitions ? [{ kind: "add-partitions", topic, from } as const] : []),
    ...(settings.length > 0 ? [{ kind: "configure", topic, settings } as const] : []),
  ];
}

const settingChanges = (topic: TopicContract, live: TopicSettings): SettingChange[] =>
  (["retentionHours", "maxRecordBytes"] as const).flatMap((name) => {
    const [from, to] = [live[name], topic[name]];
    return from === undefined || from === to ? [] : [{ name, from, to }];
  });

/** Whether anything is not as its contract says. */
export const differs = ({ changes, refused }: TopicPlan): boolean => changes.length + refused.length > 0;

/** Changes after which records are gone that are there now. */
export const losing = ({ changes }: TopicPlan): readonly TopicChange[] =>
  changes.filter((c) => c.kind === "configure" && c.settings.some((s) => s.name === "retentionHours" && s.to < s.from));
