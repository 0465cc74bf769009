import { expect, test } from "vitest";
import { durableManifest, manifestLimitBytes, runtimeManifest } from "../../contracts/manifest.ts";
import { bucketNames, names, serviceNames } from "../../contracts/names.ts";
import { local } from "../../environments/local.ts";
import { synthesised } from "../support/synthesised.ts";

const platforms = { embedded: synthesised(), kafka: synthesised({ kafka: true }) };

// As long as what Terraform will put there: ARNs of load balancers and lists of brokers are the longest.
const applied = (reference: string): string => {
  if (reference.includes("bootstrap_brokers"))
    return "b-1.cap-local-bus.abcdef.c2.kafka.eu-west-1.amazonaws.com:9092,".repeat(3);
  return "x".repeat(/arn\b/.test(reference) ? 130 : 64);
};

function manifestOf(kind: keyof typeof platforms, stack: "durable" | "runtime"): string {
  const found = platforms[kind][stack].resources.find((r) => r.type === "aws_ssm_parameter");
  expect(found?.has["name"]).toBe(names.manifest(local, stack));
  return String(found?.has["value"]).replaceAll(/\$\{[^}]+\}/g, applied);
}

for (const kind of ["embedded", "kafka"] as const) {
  test(`${kind}: each manifest, as applied, stays below what a standard parameter holds`, () => {
    for (const stack of ["durable", "runtime"] as const)
      expect(Buffer.byteLength(manifestOf(kind, stack))).toBeLessThan(manifestLimitBytes);
  });

  test(`${kind}: each manifest is what the contract says`, () => {
    const durable = durableManifest.parse(JSON.parse(manifestOf(kind, "durable")));
    expect(Object.keys(durable.buckets)).toEqual([...bucketNames]);
    const runtime = runtimeManifest.parse(JSON.parse(manifestOf(kind, "runtime")));
    expect(Object.keys(runtime.services)).toEqual([...serviceNames]);
    expect(runtime.commit).toBe("0123456789ab");
    expect(runtime.bus.kind).toBe(kind === "kafka" ? "msk" : "embedded");
    expect(runtime.bus.cluster === undefined).toBe(kind === "embedded");
  });
}
