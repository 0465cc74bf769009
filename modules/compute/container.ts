import type { LogGroupOutputs } from "../observability/log-group.ts";
import type { ServiceProps } from "./service-props.ts";

/** The one container of a service's task, as ECS wants it: JSON, with every list in a fixed order. */
export function containerDefinitions(props: ServiceProps, log: LogGroupOutputs): string {
  const { name, image, environment, secrets = {}, attach, stopTimeoutSeconds = 30, place } = props;
  const sorted = <T>(o: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1));
  const ports = attach === undefined ? [] : [attach.port];
  return JSON.stringify([
    {
      name,
      image: `${image.repository.url}@${image.digest}`,
      essential: true,
      portMappings: ports.map((port) => ({ containerPort: port, hostPort: port, protocol: "tcp" })),
      environment: sorted(environment).map(([name, value]) => ({ name, value })),
      secrets: sorted(secrets).map(([name, secret]) => ({ name, valueFrom: secret.arn })),
      stopTimeout: stopTimeoutSeconds,
      readonlyRootFilesystem: true,
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": log.name, "awslogs-region": place.region, "awslogs-stream-prefix": name },
      },
    },
  ]);
}
