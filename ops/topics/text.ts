import { table } from "../report/table.ts";
import type { SettingChange, TopicChange, TopicPlan } from "./plan.ts";

/** A plan for people; every topic of the bus is in it. */
export function planAsText(plan: TopicPlan): string {
  const rows = [
    ...plan.changes.map((change) => [change.topic.name, change.kind, changeInWords(change)]),
    ...plan.refused.map(({ topic, from }) => [
      topic.name,
      "refused",
      `${from} partitions stay, the contract has ${topic.partitions}: taking some away would lose their records`,
    ]),
    ...plan.same.map((name) => [name, "same", ""]),
    ...plan.unmanaged.map(({ name, partitions }) => [
      name,
      "unmanaged",
      `${partitions} partitions; no contract knows it, and no command deletes a topic`,
    ]),
  ];
  return table(["topic", "change", "what"], rows);
}

/** One change in words. */
export function changeInWords(change: TopicChange): string {
  switch (change.kind) {
    case "create": {
      const { partitions, retentionHours, maxRecordBytes } = change.topic;
      return `${partitions} partitions, ${retentionHours} h, records up to ${maxRecordBytes} bytes`;
    }
    case "add-partitions":
      return `${change.from} -> ${change.topic.partitions} partitions; keys spread anew from then on`;
    case "configure":
      return change.settings.map(settingInWords).join("; ");
  }
}

const units = { retentionHours: "h of retention", maxRecordBytes: "bytes a record" } as const;

function settingInWords({ name, from, to }: SettingChange): string {
  const loses = name === "retentionHours" && to < from ? ", which ends older records" : "";
  return `${from} -> ${to} ${units[name]}${loses}`;
}
