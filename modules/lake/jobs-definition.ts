import { silver } from "../../contracts/lake.ts";
import { dayFolder, type NightlyDataset, nightly, unload } from "./jobs-sql.ts";

/** What the definition names. */
export interface JobsPlaces {
  readonly silver: string;
  readonly gold: string;
  readonly database: string;
  readonly workgroup: string;
}

/** Accounts of one Region that are worked on at a time: Athena runs 150 statements of an account and Region at once. */
const accountsAtOnce = 5;
/** What one listing of S3 holds. */
const pageSize = 1000;

const expression = (code: string): string => `{% ${code} %}`;
const text = (value: string): string => JSON.stringify(value);

/** An expression that puts a partition's values into a text. */
const filled = (template: string): string =>
  template
    .split(/(\{\w+\})/)
    .map((part) => (/^\{\w+\}$/.test(part) ? `$${part.slice(1, -1)}` : text(part)))
    .join(" & ");

const list = (bucket: string, more: Readonly<Record<string, unknown>>, then: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::aws-sdk:s3:listObjectsV2",
  Arguments: { Bucket: bucket, ...more },
  Retry: [retry],
  ...then,
});
const retry = {
  ErrorEquals: ["S3.SdkClientException", "S3.S3Exception", "Athena.TooManyRequestsException"],
  IntervalSeconds: 10,
  MaxAttempts: 5,
  BackoffRate: 2,
};
const found = (then: string) => ({ Condition: expression("$exists($states.input.Contents)"), Next: then });
const truncated = (then: string) => ({ Condition: expression("$states.input.IsTruncated = true"), Next: then });

/** A partition is emptied before it is written: a second run, or one after a run that failed, ends as the first would. */
function write({ folder, query }: NightlyDataset, i: number, { gold, database, workgroup }: JobsPlaces, next: string) {
  const [look, has, empty, run] = [`Look${i}`, `Has${i}`, `Empty${i}`, `Write${i}`];
  return {
    [look]: list(gold, { Prefix: expression(filled(folder)), MaxKeys: pageSize }, { Next: has }),
    [has]: {
      Type: "Choice",
      Choices: [truncated("TooManyFiles"), found(empty)],
      Default: run,
    },
    [empty]: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:s3:deleteObjects",
      Arguments: { Bucket: gold, Delete: { Objects: expression("[$states.input.Contents.{'Key': Key}]") } },
      Retry: [retry],
      Next: run,
    },
    [run]: {
      Type: "Task",
      Resource: "arn:aws:states:::athena:startQueryExecution.sync",
      Arguments: {
        WorkGroup: workgroup,
        QueryExecutionContext: { Database: database },
        QueryString: expression(filled(unload(query, `s3://${gold}/${folder}`))),
      },
      Retry: [retry],
      Next: next,
    },
  };
}

const start = (i: number): string => (i < nightly.length ? `Look${i}` : "Written");

/** One account in one Region: nothing when the day has no file in silver. */
const accountStates = (places: JobsPlaces) => ({
  StartAt: "Partition",
  States: {
    Partition: {
      Type: "Pass",
      Assign: {
        region: expression("$substringBefore($substringAfter($states.input, 'region='), '/')"),
        account: expression("$substringBefore($substringAfter($states.input, 'accountId='), '/')"),
      },
      Next: "Day",
    },
    Day: list(places.silver, { Prefix: expression(filled(dayFolder(silver))), MaxKeys: 1 }, { Next: "HasDay" }),
    HasDay: {
      Type: "Choice",
      Choices: [found(start(0))],
      Default: "Written",
    },
    ...Object.assign({}, ...nightly.map((one, i) => write(one, i, places, start(i + 1)))),
    Written: { Type: "Succeed" },
    TooManyFiles: { Type: "Fail", Error: "TooManyFiles", Cause: `a partition of gold has more than ${pageSize} files` },
  },
});

// Keys come from what events say of themselves: whatever could end a quoted text is left alone.
const plain = "/^[a-zA-Z_]+\\/region=[a-z0-9-]+\\/accountId=[a-zA-Z0-9-]+\\/$/";

/** One Region: every account of it, and the accounts that failed. */
const regionStates = (places: JobsPlaces) => ({
  StartAt: "Accounts",
  States: {
    Accounts: list(
      places.silver,
      { Prefix: expression("$states.input"), Delimiter: "/", MaxKeys: pageSize },
      { Next: "AllAccounts" },
    ),
    AllAccounts: { Type: "Choice", Choices: [truncated("TooManyAccounts")], Default: "EachAccount" },
    EachAccount: {
      Type: "Map",
      Items: expression(`[$filter([$states.input.CommonPrefixes.Prefix], function($p) { $contains($p, ${plain}) })]`),
      MaxConcurrency: accountsAtOnce,
      ItemProcessor: {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "Account",
        States: {
          // A branch of its own, so that what fails in it is caught: one account holds no other back.
          Account: {
            Type: "Parallel",
            Branches: [accountStates(places)],
            Catch: [{ ErrorEquals: ["States.ALL"], Output: { failed: expression("$states.input") }, Next: "Failed" }],
            Output: {},
            End: true,
          },
          Failed: { Type: "Pass", End: true },
        },
      },
      End: true,
    },
    TooManyAccounts: {
      Type: "Fail",
      Error: "TooManyAccounts",
      Cause: `a Region of silver has more than ${pageSize} accounts`,
    },
  },
});

/**
 * The jobs as Step Functions runs them, in Amazon States Language with JSONata: for each Region and account of silver
 * that has files of the day, the partition of each dataset of gold is emptied and written. The day is yesterday, UTC,
 * unless the input says another: `{"day": "20261125"}`.
 *
 * Limits: an execution holds 25,000 events, about 300 pairs of Region and account with events that day; what arrives
 * more than a few hours late is summed up only when the day is run again.
 */
export const jobsDefinition = (places: JobsPlaces): object => ({
  Comment: "Compacts yesterday's silver and sums it up, for every Region and account",
  QueryLanguage: "JSONata",
  TimeoutSeconds: 4 * 3600,
  StartAt: "WhichDay",
  States: {
    WhichDay: {
      Type: "Pass",
      Assign: {
        day: expression(
          "$exists($states.input.day) ? $states.input.day : $fromMillis($toMillis($states.context.Execution.StartTime) - 86400000, '[Y0001][M01][D01]')",
        ),
      },
      Next: "Regions",
    },
    Regions: list(places.silver, { Prefix: silver.prefix, Delimiter: "/" }, { Next: "EachRegion" }),
    EachRegion: {
      Type: "Map",
      Items: expression("[$states.input.CommonPrefixes.Prefix]"),
      MaxConcurrency: 1,
      ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...regionStates(places) },
      Next: "All",
    },
    All: {
      Type: "Choice",
      Choices: [{ Condition: expression("$exists($states.input.failed)"), Next: "SomeFailed" }],
      Default: "Done",
    },
    SomeFailed: {
      Type: "Fail",
      Error: "SomeAccountsFailed",
      Cause: expression("$join([$states.input.failed], ', ')"),
    },
    Done: { Type: "Succeed" },
  },
});
