import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";
import { plain } from "../report/again.ts";

/** `cap release`: what a release is made of. */
export const release: Command = {
  verb: "release",
  summary: "pack what a release is made of, and seal it with its images",
  description:
    "pack: an archive per function, and a folder per image with its Dockerfile, from a commit without changes. Then each " +
    "image is built, and images/<image>.json says its digest as docker buildx writes it. seal: release.json, which names " +
    "them all. The workflow release.yml does both for a tag; cap plan and cap apply want the result.",
  args: [{ name: "<action>", doc: "pack or seal" }],
  flags: [{ flag: "--out <dir>", doc: "folder of the release. Default: release" }],
  examples: ["cap release pack --out release", "cap release seal --out release"],
  environment: "none",
  async run({ args, flags, out }) {
    const [action = ""] = args;
    const { out: given } = flags;
    const dir = typeof given === "string" ? given : "release";
    if (action === "pack") {
      const { packRelease } = await import("../release/pack.ts");
      out.result(await packRelease(dir), () => `${dir}: functions packed, images to build in ${dir}/images`);
    } else if (action === "seal") {
      const { sealRelease } = await import("../release/seal.ts");
      out.result(await sealRelease(dir), () => `${dir}/release.json`);
    } else
      throw new OperatorError("CAP_NO_ACTION", `cap release cannot "${action}"; it can: pack, seal`, [
        plain("release pack --out release"),
      ]);
    return exitCode.ok;
  },
};
