import type { Construct } from "constructs";
import { CapStack } from "./base.ts";
import type { DurableOutputs } from "./durable.ts";
import type { PlatformOptions } from "./options.ts";
import { environmentOwner } from "./owner.ts";

/** Options of {@link Recovery}: the environment as it is named in the recovery Region, and what is copied there. */
export interface RecoveryOptions extends PlatformOptions {
  readonly durable: DurableOutputs;
}

/** Copies of what is durable, in another Region: a pilot light from which runtime is built anew. */
export class Recovery extends CapStack {
  readonly outputs: DurableOutputs;
  constructor(scope: Construct, id: string, options: RecoveryOptions) {
    super(scope, id, environmentOwner(options.environment), options);
    this.outputs = options.durable;
  }
}
