import type { Place } from "../../contracts/names.ts";
import type { Egress } from "../../environments/environment.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { SubnetsOutputs } from "./subnets.ts";

/** How private subnets reach the internet; the prices stand beside each kind. */
export interface EgressProps {
  readonly place: Place;
  readonly kind: Egress;
  readonly vpcId: string;
  readonly subnets: SubnetsOutputs;
  /** Encrypts the disk of what translates addresses, where that is an instance. */
  readonly key: KeyOutputs;
}
