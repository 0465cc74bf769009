import type { AlarmSpec } from "../observability/alarm.ts";
import type { EgressOutputs } from "./egress.ts";

/**
 * Alarms of what translates addresses; none where nothing does.
 *
 * A gateway counts connections that it could not open, and every one failed for somebody: Sum, for a quarter of an hour,
 * because a burst ends by itself. It sends nothing while idle.
 *
 * An instance is checked by EC2 once a minute: Maximum, one failed check is a failure. Silence means that there is no
 * instance, and then nobody gets out; five minutes are what a replacement takes.
 */
export const egressAlarms = ({ gateways, instance }: EgressOutputs): AlarmSpec[] => [
  ...gateways.map(
    ({ id }, i): AlarmSpec => ({
      name: `nat-${i}-ports`,
      means: `NAT gateway ${i} has no port left for more connections: calls of AWS fail.`,
      runbook: "nat-ports",
      metric: { namespace: "AWS/NATGateway", name: "ErrorPortAllocation", dimensions: { NatGatewayId: id } },
      statistic: "Sum",
      when: { above: 0 },
      periodSeconds: 60,
      breaching: { periods: 15, of: 15 },
      missing: "notBreaching",
    }),
  ),
  ...(instance === undefined ? [] : [instanceDown(instance.autoScalingGroup)]),
];

const instanceDown = (group: string): AlarmSpec => ({
  name: "nat-instance-down",
  means: "The instance that translates addresses does not work: tasks reach nothing but S3 and DynamoDB.",
  runbook: "nat-instance-down",
  metric: { namespace: "AWS/EC2", name: "StatusCheckFailed", dimensions: { AutoScalingGroupName: group } },
  statistic: "Maximum",
  when: { above: 0 },
  periodSeconds: 60,
  breaching: { periods: 5, of: 5 },
  missing: "breaching",
});
