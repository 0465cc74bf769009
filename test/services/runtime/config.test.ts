import { expect, test } from "vitest";
import { z } from "zod";
import { OperatorError } from "../../../contracts/errors.ts";
import { commonConfig, readConfig } from "../../../services/runtime/config.ts";
import { bucket, customersTable, objectsTable } from "../../../services/runtime/locations.ts";

const schema = commonConfig.extend({ BUS_URL: z.string().min(1), API_TOKEN: z.string().min(20) });

const messageOf = (env: Record<string, string>): string => {
  try {
    readConfig(schema, env);
  } catch (cause) {
    expect(cause).toBeInstanceOf(OperatorError);
    return (cause as Error).message;
  }
  throw new Error("nothing was thrown");
};

test("takes what it is told and knows its defaults", () => {
  const config = readConfig(schema, {
    CAP_ENV: "local",
    BUS_URL: "sqlite:bus",
    API_TOKEN: "x".repeat(20),
    LOG_LEVEL: "",
  });
  expect(config).toMatchObject({ CAP_ENV: "local", METRICS_PORT: 9464, LOG_LEVEL: "info", TASK_ADDRESS: "0.0.0.0" });
});

test("tells every fault at once, by the variable's name", () => {
  const message = messageOf({ METRICS_PORT: "99999" });
  expect(message).toMatch(/CAP_ENV: got nothing/);
  expect(message).toMatch(/BUS_URL: got nothing/);
  expect(message).toMatch(/METRICS_PORT: got "99999"/);
});

test("shows no secret", () => {
  const message = messageOf({ CAP_ENV: "local", BUS_URL: "sqlite:bus", API_TOKEN: "too-short" });
  expect(message).toContain("API_TOKEN");
  expect(message).not.toContain("too-short");
});

test("a bare name is a bucket or a table of AWS, a URL is taken as it is", () => {
  expect(bucket.parse("cap-local-landing-123456789012")).toBe("s3://cap-local-landing-123456789012");
  expect(bucket.parse("file:lake/landing")).toBe("file:lake/landing");
  expect(objectsTable.parse("cap-local-objects")).toBe("dynamodb:cap-local-");
  expect(customersTable.parse("cap-local-customers")).toBe("dynamodb:cap-local-");
  expect(objectsTable.parse("sqlite:store")).toBe("sqlite:store");
  expect(objectsTable.safeParse("cap-local-runs").success).toBe(false);
});
