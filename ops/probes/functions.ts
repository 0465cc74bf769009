import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** A Lambda function. */
export interface FunctionSeen {
  readonly part: string;
  readonly name: string;
  /** `Active`, `Pending`, `Inactive`, `Failed`; undefined when there is no such function. */
  readonly state: string | undefined;
  /** `Successful`, `InProgress`, `Failed`. */
  readonly lastUpdate?: string;
  readonly reason?: string;
  /** Queue for calls that failed for good; absent when there is none. */
  readonly deadLetterName?: string;
}

/** Every function of the environment. */
export const functions = probe(async (look): Promise<readonly FunctionSeen[]> => {
  const lambda = look.client(LambdaClient);
  const told = Object.entries((await runtime(look)).functions);
  return await Promise.all(
    told.map(async ([part, name]) => {
      const f = await orAbsent(lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })));
      const deadLetters = /:sqs:.*:([^:]+)$/.exec(f?.DeadLetterConfig?.TargetArn ?? "")?.[1];
      const reason = f?.StateReason ?? f?.LastUpdateStatusReason;
      return {
        part,
        name,
        state: f === undefined ? undefined : (f.State ?? "Active"),
        ...(f?.LastUpdateStatus === undefined ? {} : { lastUpdate: f.LastUpdateStatus }),
        ...(reason === undefined ? {} : { reason }),
        ...(deadLetters === undefined ? {} : { deadLetterName: deadLetters }),
      };
    }),
  );
});

/** What came of a function's invocations in the last hour. */
export interface InvocationsSeen {
  readonly name: string;
  /** Undefined when CloudWatch has no datum: it was not invoked. */
  readonly invocations: number | undefined;
  readonly errors: number;
  /** Start of the newest minute with an invocation. */
  readonly last?: Date;
  /** Start of the first minute of the latest unbroken row of minutes with errors. */
  readonly errorsSince?: Date;
}

const hourMs = 3_600_000;

/** Invocations and errors of every function, last hour. */
export const invocations = probe(async (look): Promise<readonly InvocationsSeen[]> => {
  const told = Object.values((await runtime(look)).functions);
  const query = (name: string, metric: string, id: string) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: "AWS/Lambda",
        MetricName: metric,
        Dimensions: [{ Name: "FunctionName", Value: name }],
      },
      Period: 60,
      Stat: "Sum",
    },
  });
  const answer = await look.client(CloudWatchClient).send(
    new GetMetricDataCommand({
      StartTime: new Date(look.at.getTime() - hourMs),
      EndTime: look.at,
      ScanBy: "TimestampDescending",
      MetricDataQueries: told.flatMap((name, i) => [
        query(name, "Invocations", `invocations${i}`),
        query(name, "Errors", `errors${i}`),
      ]),
    }),
  );
  const series = (id: string) => answer.MetricDataResults?.find((r) => r.Id === id);
  return told.map((name, i) => {
    const calls = series(`invocations${i}`);
    const errors = series(`errors${i}`);
    const last = calls?.Timestamps?.[0];
    const since = beginning(errors?.Values ?? [], errors?.Timestamps ?? []);
    return {
      name,
      invocations: calls?.Values?.length ? sum(calls.Values) : undefined,
      errors: sum(errors?.Values ?? []),
      ...(last === undefined ? {} : { last }),
      ...(since === undefined ? {} : { errorsSince: since }),
    };
  });
});

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Values newest first: when the newest unbroken row of positive ones began. */
function beginning(values: readonly number[], times: readonly Date[]): Date | undefined {
  const first = values.findIndex((v) => v > 0);
  if (first < 0) return undefined;
  const length = values.slice(first).indexOf(0);
  return times[length < 0 ? values.length - 1 : first + length - 1];
}
