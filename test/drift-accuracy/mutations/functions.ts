import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { zip } from "../../../local/zip.ts";
import { changed, deleted, type Mutation, unmanaged } from "../mutation.ts";

const freshness = "aws_lambda_function.freshness_function";
/** A function that does nothing. */
const nothing = zip([{ path: "index.mjs", content: Buffer.from("export const handler = () => {};\n") }]);

/** Lambda. */
export const functionMutations = (env: Environment): readonly Mutation[] => {
  const FunctionName = names.of(env, "freshness");
  return [
    {
      name: "a function's variable, memory and time changed",
      expect: [
        changed(freshness, "environment[0].variables.BRONZE_BUCKET"),
        changed(freshness, "memory_size"),
        changed(freshness, "timeout"),
      ],
      async apply({ client }) {
        const { Environment, MemorySize, Timeout } = await client(LambdaClient).send(
          new GetFunctionConfigurationCommand({ FunctionName }),
        );
        const was = { Environment: { Variables: Environment?.Variables }, MemorySize, Timeout };
        const put = (to: typeof was) =>
          client(LambdaClient).send(new UpdateFunctionConfigurationCommand({ FunctionName, ...to }));
        const Variables = { ...Environment?.Variables, BRONZE_BUCKET: "elsewhere" };
        await put({ Environment: { Variables }, MemorySize: 1_024, Timeout: 7 });
        return () => put(was);
      },
    },
    {
      name: "a function limited",
      expect: [changed(freshness, "reserved_concurrent_executions")],
      async apply({ client, held }) {
        const was = Number(held(freshness, "reserved_concurrent_executions"));
        const put = (ReservedConcurrentExecutions: number) =>
          ReservedConcurrentExecutions < 0
            ? client(LambdaClient).send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
            : client(LambdaClient).send(
                new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
              );
        await put(0);
        return () => put(was);
      },
    },
    {
      name: "failures of a function tried more often",
      expect: [changed("aws_lambda_function_event_invoke_config.freshness_async", "maximum_retry_attempts")],
      async apply({ client, held }) {
        const at = "aws_lambda_function_event_invoke_config.freshness_async";
        const put = (MaximumRetryAttempts: number) =>
          client(LambdaClient).send(
            new PutFunctionEventInvokeConfigCommand({
              FunctionName,
              Qualifier: held(at, "qualifier"),
              MaximumEventAgeInSeconds: Number(held(at, "maximum_event_age_in_seconds")),
              MaximumRetryAttempts,
            }),
          );
        await put(2);
        return () => put(Number(held(at, "maximum_retry_attempts")));
      },
    },
    {
      name: "nobody may call a function",
      expect: [deleted("aws_lambda_permission.freshness-schedule_permission")],
      async apply({ client, held }) {
        const at = "aws_lambda_permission.freshness-schedule_permission";
        const permission = { FunctionName, Qualifier: held(at, "qualifier"), StatementId: held(at, "statement_id") };
        await client(LambdaClient).send(new RemovePermissionCommand(permission));
        return () =>
          client(LambdaClient).send(
            new AddPermissionCommand({
              ...permission,
              Action: held(at, "action"),
              Principal: held(at, "principal"),
              SourceArn: held(at, "source_arn"),
            }),
          );
      },
    },
    {
      name: "a function's code replaced",
      expect: [changed(freshness, "code_sha256")],
      async apply({ client }) {
        const { Code } = await client(LambdaClient).send(new GetFunctionCommand({ FunctionName }));
        const was = new Uint8Array(await (await fetch(Code?.Location ?? "")).arrayBuffer());
        const put = (ZipFile: Uint8Array) =>
          client(LambdaClient).send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
        await put(nothing);
        return () => put(was);
      },
    },
    {
      name: "a function made by hand",
      expect: [unmanaged("aws_lambda_function", names.of(env, "by-hand"))],
      async apply({ client }) {
        const made = { FunctionName: names.of(env, "by-hand") };
        await client(LambdaClient).send(
          new CreateFunctionCommand({
            ...made,
            Runtime: "nodejs22.x",
            Handler: "index.handler",
            Role: `arn:aws:iam::${env.account}:role/${names.of(env, "freshness-function")}`,
            Code: { ZipFile: nothing },
          }),
        );
        return () => client(LambdaClient).send(new DeleteFunctionCommand(made));
      },
    },
    {
      name: "a queue wired to a function",
      expect: [unmanaged("aws_lambda_event_source_mapping", "")],
      async apply({ client, held }) {
        const { UUID } = await client(LambdaClient).send(
          new CreateEventSourceMappingCommand({
            FunctionName,
            EventSourceArn: held("aws_sqs_queue.landing_dead-letters_queue", "arn"),
            Enabled: false,
          }),
        );
        return () => client(LambdaClient).send(new DeleteEventSourceMappingCommand({ UUID }));
      },
    },
  ];
};
