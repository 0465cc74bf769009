import { expect, test } from "vitest";
import { type ServiceName, serviceNames } from "../../contracts/names.ts";
import { everyProfile } from "../../environments/index.ts";
import { local } from "../../environments/local.ts";
import { statementsOf, synthesised } from "../support/synthesised.ts";

const platform = synthesised();
const kafka = synthesised({ kafka: true });

interface Container {
  readonly image: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string }[];
  readonly stopTimeout: number;
  readonly readonlyRootFilesystem: boolean;
}

function containerOf(name: ServiceName, from = platform): Container {
  const found = from.of("aws_ecs_task_definition").find((r) => r.has["family"] === `cap-local-${name}`);
  return (JSON.parse(String(found?.has["container_definitions"])) as Container[])[0]!;
}

const told = (name: ServiceName) => Object.fromEntries(containerOf(name).environment.map((e) => [e.name, e.value]));
const common = ["CAP_ENV", "CAP_SERVICE", "LOG_LEVEL", "MEMORY_MIB"];

test("each service is told what it needs, and no more", () => {
  const variables = (name: ServiceName) => Object.keys(told(name)).filter((v) => !common.includes(v));
  expect(variables("collect")).toEqual([
    "BUS_URL",
    "LANDING_BUCKET",
    "OBJECTS_TABLE",
    "QUARANTINE_BUCKET",
    "QUEUE_URL",
  ]);
  expect(variables("lake")).toEqual(["BRONZE_BUCKET", "BUS_URL", "SILVER_BUCKET"]);
  const ofControl = ["BRONZE_BUCKET", "BUS_URL", "LAKE_URL", "PORT", "SILVER_BUCKET"];
  expect(variables("control")).toEqual(ofControl);
  expect(variables("web")).toEqual(["PORT"]);
  for (const name of serviceNames) {
    const MEMORY_MIB = String(local.services[name].memoryMib);
    expect(told(name)).toMatchObject({ CAP_ENV: "local", CAP_SERVICE: name, MEMORY_MIB });
  }
});

test("control asks the lake where its objects are: files of this machine, or Athena in a workgroup of the environment", () => {
  const url = (from = platform) => containerOf("control", from).environment.find((e) => e.name === "LAKE_URL")?.value;
  expect([url(), url(kafka)]).toEqual(["duckdb:lake", "duckdb:lake"]);
  for (const environment of everyProfile.filter((e) => e.name !== "local")) {
    const task = synthesised({ environment }).of("aws_ecs_task_definition");
    const told = String(
      task.find((r) => r.has["family"] === `cap-${environment.name}-control`)?.has["container_definitions"],
    );
    expect(told).toMatch(/athena:\$\{[^}]*glue_catalog_database[^}]*\}\?workgroup=\$\{[^}]*athena_workgroup[^}]*\}/);
    expect(told).toContain("FRESH_SECONDS");
    for (const { has } of task) expect(String(has["container_definitions"])).not.toMatch(/duckdb:|file:|sqlite:/);
  }
});

test("only control gets the token, and never in the clear", () => {
  for (const name of serviceNames) {
    const secrets = containerOf(name).secrets.map((s) => s.name);
    expect(secrets).toEqual(name === "control" ? ["API_TOKEN"] : []);
    expect(told(name)).not.toHaveProperty("API_TOKEN");
  }
});

test("the bus is a path when embedded and the cluster's brokers otherwise", () => {
  expect(told("lake")["BUS_URL"]).toBe("sqlite:bus.sqlite");
  const url = containerOf("lake", kafka).environment.find((e) => e.name === "BUS_URL")?.value;
  expect(url).toBe(`kafka://\${aws_msk_cluster.msk_cluster.bootstrap_brokers}`);
});

test("an image is named by its digest in the service's own repository", () => {
  for (const name of serviceNames)
    expect(containerOf(name).image).toMatch(new RegExp(`repository_${name}.*@sha256:[0-9a-f]{64}$`));
});

test("a container cannot write its image, and has time to stop", () => {
  for (const name of serviceNames)
    expect(containerOf(name)).toMatchObject({ readonlyRootFilesystem: true, stopTimeout: 30 });
});

test("a release that does not start is rolled back without the old tasks leaving first", () => {
  for (const { has } of platform.of("aws_ecs_service")) {
    expect(has["deployment_circuit_breaker"]).toEqual({ enable: true, rollback: true });
    expect(has["deployment_minimum_healthy_percent"]).toBe(100);
  }
});

test("collect writes to quarantine and lake to its datasets, each below its prefix only", () => {
  const writes = (role: string) =>
    statementsOf(platform.of("aws_iam_role_policy").find((r) => r.address.includes(role))!)
      .filter((s) => s.Action.includes("s3:PutObject"))
      .flatMap((s) => s.Resource)
      .map((r) => r.replace(/^\$\{.*aws_s3_bucket(bucket_\w+?)arn\}/, "$1"));
  expect(writes("collect_task")).toEqual(["bucket_quarantine/quarantine/*"]);
  expect(writes("lake_task")).toEqual(["bucket_bronze/security-events/*", "bucket_silver/api_activity/*"]);
});
