import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateClusterSettingsCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, governed, type Mutation, unmanaged } from "../mutation.ts";

/** ECS. What a deploy tool or an autoscaler may change is theirs where the environment has one, and drift where not. */
export const serviceMutations = (env: Environment): readonly Mutation[] => {
  const cluster = names.prefix(env);
  const promoted = env.releases === "promoted";
  return [
    {
      name: "more tasks than asked for",
      expect: [(promoted ? governed : changed)("aws_ecs_service.collect_service", "desired_count")],
      async apply({ client }) {
        const service = names.of(env, "collect");
        const { services } = await client(ECSClient).send(
          new DescribeServicesCommand({ cluster, services: [service] }),
        );
        const put = (desiredCount: number) =>
          client(ECSClient).send(new UpdateServiceCommand({ cluster, service, desiredCount }));
        const was = services?.[0]?.desiredCount ?? 1;
        await put(was + 1);
        return () => put(was);
      },
    },
    {
      name: "a service runs what was registered by hand",
      expect: promoted
        ? [governed("aws_ecs_service.web_service", "task_definition")]
        : [
            changed("aws_ecs_service.web_service", "task_definition"),
            unmanaged("aws_ecs_task_definition", `task-definition/${names.of(env, "web")}`),
          ],
      async apply({ client }) {
        const service = names.of(env, "web");
        const { services } = await client(ECSClient).send(
          new DescribeServicesCommand({ cluster, services: [service] }),
        );
        const was = services?.[0]?.taskDefinition;
        const { taskDefinition: like } = await client(ECSClient).send(
          new DescribeTaskDefinitionCommand({ taskDefinition: was }),
        );
        const { family, containerDefinitions, cpu, memory, networkMode } = like ?? {};
        const { executionRoleArn, taskRoleArn, requiresCompatibilities, runtimePlatform, volumes } = like ?? {};
        const { taskDefinition: made } = await client(ECSClient).send(
          new RegisterTaskDefinitionCommand({
            ...{ family, containerDefinitions, cpu, memory, networkMode },
            ...{ executionRoleArn, taskRoleArn, requiresCompatibilities, runtimePlatform, volumes },
          }),
        );
        const taskDefinition = made?.taskDefinitionArn;
        await client(ECSClient).send(new UpdateServiceCommand({ cluster, service, taskDefinition }));
        return async () => {
          await client(ECSClient).send(new UpdateServiceCommand({ cluster, service, taskDefinition: was }));
          await client(ECSClient).send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
        };
      },
    },
    {
      name: "a shell into the tasks of a service",
      expect: [changed("aws_ecs_service.control_service", "enable_execute_command")],
      async apply({ client }) {
        const put = (enableExecuteCommand: boolean) =>
          client(ECSClient).send(
            new UpdateServiceCommand({ cluster, service: names.of(env, "control"), enableExecuteCommand }),
          );
        await put(true);
        return () => put(false);
      },
    },
    {
      name: "the cluster watched otherwise",
      expect: [changed("aws_ecs_cluster.cluster", "setting[0].value")],
      async apply({ client, held }) {
        const [{ value: was }] = JSON.parse(held("aws_ecs_cluster.cluster", "setting")) as [{ value: string }];
        const put = (value: string) =>
          client(ECSClient).send(
            new UpdateClusterSettingsCommand({ cluster, settings: [{ name: "containerInsights", value }] }),
          );
        await put(was === "disabled" ? "enabled" : "disabled");
        return () => put(was);
      },
    },
    {
      name: "a service made by hand",
      expect: [unmanaged("aws_ecs_service", `${cluster}/${names.of(env, "by-hand")}`)],
      async apply({ client }) {
        const serviceName = names.of(env, "by-hand");
        const taskDefinition = names.of(env, "lake");
        await client(ECSClient).send(
          new CreateServiceCommand({ cluster, serviceName, taskDefinition, desiredCount: 0 }),
        );
        return () => client(ECSClient).send(new DeleteServiceCommand({ cluster, service: serviceName, force: true }));
      },
    },
  ];
};
