import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { costTags } from "../../modules/cost/allocation-tags.ts";
import { everywhere } from "../support/everywhere.ts";

const folders = new Set(readdirSync("node_modules/@cdktf/provider-aws/lib"));

/** Whether the provider's own class of a type has tags. */
async function taggable(type: string): Promise<boolean> {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  expect(folders, type).toContain(folder);
  const classes: Record<string, unknown> = await import(
    `../../node_modules/@cdktf/provider-aws/lib/${folder}/index.js`
  );
  const own = Object.values(classes).find((c) => (c as { tfResourceType?: string })?.tfResourceType === type);
  return "tagsInput" in (own as { prototype: object }).prototype;
}

test("every resource that AWS can tag carries the tags that bills are read by", async () => {
  const types = new Set(everywhere.flatMap((one) => one.resources.map((r) => r.type)));
  const can = new Map(await Promise.all([...types].map(async (type) => [type, await taggable(type)] as const)));
  expect([...can.values()].filter(Boolean).length).toBeGreaterThan(60);
  for (const one of everywhere)
    for (const r of one.resources)
      if (can.get(r.type))
        expect((r.has["tags"] as Record<string, string>)?.["Component"], r.address).toMatch(/^[\w-]+$/);
});

test("each stack gives everything in it the other tags, by every provider that it has", () => {
  interface Provider {
    readonly default_tags: readonly { readonly tags: Readonly<Record<string, string>> }[];
  }
  for (const one of everywhere)
    for (const [name, { text }] of Object.entries(one.stacks)) {
      const { provider: made } = JSON.parse(text) as { provider: { aws: Provider[] } };
      for (const { default_tags } of made.aws) {
        const { tags = {} } = default_tags[0] ?? {};
        for (const tag of [...costTags.filter((t) => t !== "Component"), "ManagedBy"])
          expect(tags[tag], name).toBeTruthy();
        expect(tags["Stack"]).toBe(name);
      }
    }
});
