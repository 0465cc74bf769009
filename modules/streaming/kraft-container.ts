import type { KraftNodeProps } from "./kraft-props.ts";
import { nodeSettings } from "./kraft-settings.ts";

/**
 * A node that has forgotten its records must not come back under the identity that it had: offsets would mean other
 * records. The image's own identity is the same for everybody, so a single node makes one whenever it starts.
 */
const startWithIdentity = [
  // Without braces around the name: Terraform would read them as its own.
  '[ -n "$CLUSTER_ID" ] || export CLUSTER_ID="$(head -c 16 /dev/urandom | base64 | tr +/ AA | head -c 22)"',
  "exec /etc/kafka/docker/run",
].join("; ");

/** The port opens when the node has caught up with its quorum. */
const answers = (port: number): string[] => ["CMD", "bash", "-c", `</dev/tcp/127.0.0.1/${port}`];

/** The one container of a node's task, as ECS wants it: JSON, with every list in a fixed order. */
export function nodeContainer(props: KraftNodeProps, name: string): string {
  const { node, all, intent, clusterId, emulated, place } = props;
  const settings = {
    ...nodeSettings(node, all, intent.memoryMib),
    ...(clusterId === undefined ? {} : { CLUSTER_ID: clusterId }),
  };
  return JSON.stringify([
    {
      name,
      image: props.image,
      essential: true,
      // The image that stands in for Kafka's own starts by itself.
      ...(emulated ? {} : { command: ["bash", "-c", startWithIdentity] }),
      portMappings: [node.port, node.controllerPort].map((port) => ({
        containerPort: port,
        hostPort: port,
        protocol: "tcp",
      })),
      environment: Object.entries(settings)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => ({ name, value })),
      healthCheck: { command: answers(node.port), interval: 10, timeout: 5, retries: 6, startPeriod: 60 },
      // Handing leadership over and closing the log in order.
      stopTimeout: 60,
      // Kafka's image writes its configuration beside its programs when it starts.
      readonlyRootFilesystem: false,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": props.logGroup.name,
          "awslogs-region": place.region,
          "awslogs-stream-prefix": name,
        },
      },
    },
  ]);
}
