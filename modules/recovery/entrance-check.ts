import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";

/** What is asked from outside whether it answers. */
export interface EntranceCheckProps {
  readonly place: Place;
  /** Name that leads to one Region's entrance and never to another's. */
  readonly fqdn: string;
  /** Path that answers 200 to everybody. */
  readonly path: string;
}

/** What others need of a health check. */
export interface EntranceCheckOutputs {
  readonly id: string;
}

/** Every fault of the props. */
export const validateEntranceCheck = ({ path }: EntranceCheckProps): Fault[] =>
  path.startsWith("/") ? [] : [{ field: "path", got: path, want: "a path that begins with /" }];

/**
 * Route 53 asks over TLS from many places of the world, every 30 seconds, and calls the entrance lost after three bad
 * answers: 90 seconds of trouble move nobody, two minutes do. It does not look at the certificate's name.
 */
export class EntranceCheck extends Construct {
  readonly outputs: EntranceCheckOutputs;
  constructor(scope: Construct, id: string, props: EntranceCheckProps) {
    super(scope, id);
    assertValid("entrance check", validateEntranceCheck(props));
    const { place, fqdn, path } = props;
    const check = new Route53HealthCheck(this, "check", {
      type: "HTTPS",
      fqdn,
      port: 443,
      resourcePath: path,
      enableSni: true,
      requestInterval: 30,
      failureThreshold: 3,
      tags: { Name: names.of(place, "entrance") },
    });
    this.outputs = { id: check.id };
  }
}
