import { quarter } from "../../contracts/cidr.ts";
import { quarterOf, type Tier } from "./tiers.ts";

/** What one line of a network ACL lets through. */
export interface AclRule {
  readonly ruleNo: number;
  readonly action: "allow";
  readonly protocol: "tcp" | "icmp";
  readonly cidrBlock: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

/** What the ACLs are made for. */
export interface AclIntent {
  /** Range of the VPC. */
  readonly cidr: string;
  /** Port at which clients reach the load balancer. */
  readonly entrancePort: number;
  /** Port at which tasks answer the load balancer. */
  readonly servicePort: number;
}

type Ports = readonly [from: number, to: number];
const anyone = "0.0.0.0/0";
const every: Ports = [0, 65_535];
const tls: Ports = [443, 443];
const kafka: Ports = [9092, 9098];
// An ACL forgets what it let out, so answers need rules of their own. Load balancers and NAT gateways ask from 1024 and
// above; Linux, and with it every task, from 32768 and above: a function in these subnets would need the wider range.
// Source: VPC user guide, "Ephemeral ports".
const answersToLinux: Ports = [32_768, 65_535];
// Cut in two around 3389: remote desktop is open to nobody, not even as a port that somebody could have asked from.
const answersToAll: readonly Ports[] = [
  [1024, 3388],
  [3390, 65_535],
];

const allow = ([fromPort, toPort]: Ports, cidrBlock: string): Omit<AclRule, "ruleNo"> => ({
  action: "allow",
  protocol: "tcp",
  cidrBlock,
  fromPort,
  toPort,
});

// Without "fragmentation needed" a client behind a narrow link gets the beginning of an answer and then nothing.
const tooLarge: Omit<AclRule, "ruleNo"> = { ...allow([0, 0], anyone), protocol: "icmp", icmpType: 3, icmpCode: 4 };

const numbered = (rules: readonly Omit<AclRule, "ruleNo">[]): AclRule[] =>
  rules.map((rule, i) => ({ ruleNo: 100 + 10 * i, ...rule }));

/** The rules of each tier, both ways. */
export function aclRules({
  cidr,
  entrancePort,
  servicePort,
}: AclIntent): Record<Tier, { in: AclRule[]; out: AclRule[] }> {
  const range = (tier: Tier): string => quarter(cidr, quarterOf[tier]);
  // What is translated on its way out enters public as the request of a task, and leaves it as one of our own.
  const entrances: Ports[] = entrancePort === 443 ? [tls] : [[entrancePort, entrancePort], tls];
  return {
    public: {
      in: numbered([...[...entrances, ...answersToAll].map((ports) => allow(ports, anyone)), tooLarge]),
      out: numbered([allow(tls, anyone), allow([1024, 65_535], anyone)]),
    },
    private: {
      in: numbered([
        allow([servicePort, servicePort], range("public")),
        allow(every, range("private")),
        allow(answersToLinux, anyone),
      ]),
      out: numbered([
        allow(tls, anyone),
        allow([1024, 65_535], range("public")),
        allow(every, range("private")),
        allow(kafka, range("isolated")),
      ]),
    },
    isolated: {
      in: numbered([allow(kafka, range("private")), allow(every, range("isolated"))]),
      out: numbered([allow(answersToLinux, range("private")), allow(every, range("isolated"))]),
    },
  };
}
