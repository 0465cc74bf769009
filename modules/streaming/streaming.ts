import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { Streaming as Intent } from "../../environments/environment.ts";
import { KraftOnFargate } from "./kraft-on-fargate.ts";
import { type KraftProps, validateKraft } from "./kraft-props.ts";
import type { MskProps } from "./msk.ts";
import { Provisioned, validateProvisioned } from "./msk-provisioned.ts";
import { Serverless } from "./msk-serverless.ts";
import type { StreamingOutputs } from "./outputs.ts";

/** The bus, as the environment wants it. What one kind needs is not looked at when it is another. */
export interface StreamingProps extends MskProps, Pick<KraftProps, "cluster" | "hours"> {
  readonly intent: Intent;
  /** Kafka's own image. @default - there is none, and so no Kafka on Fargate. */
  readonly image?: KraftProps["image"];
}

/** Every fault of the props. */
export function validateStreaming(props: StreamingProps): Fault[] {
  const { intent, image } = props;
  switch (intent.kind) {
    case "embedded":
      return [];
    case "msk-provisioned":
      return [...zoneFaults(props), ...validateProvisioned({ ...props, intent })];
    case "msk-serverless":
      return zoneFaults(props);
    case "kraft-on-fargate":
      if (image === undefined) return [{ field: "image", got: image, want: "an image of Kafka in the release" }];
      return validateKraft({ ...props, intent, image });
  }
}

function zoneFaults({ network }: StreamingProps): Fault[] {
  const zones = network.isolatedSubnetIds.length;
  return zones < 2 ? [{ field: "network.isolatedSubnetIds", got: zones, want: "at least 2, one per zone" }] : [];
}

/** Nothing but a path when the bus is embedded; Kafka otherwise. */
export class Streaming extends Construct {
  readonly outputs: StreamingOutputs;
  constructor(scope: Construct, id: string, props: StreamingProps) {
    super(scope, id);
    assertValid("streaming", validateStreaming(props));
    this.outputs = this.bus(props);
  }

  private bus(props: StreamingProps): StreamingOutputs {
    const { intent, image } = props;
    if (intent.kind === "msk-provisioned")
      return { kind: "msk", ...new Provisioned(this, "brokers", { ...props, intent }).outputs };
    if (intent.kind === "msk-serverless") return { kind: "msk", ...new Serverless(this, "serverless", props).outputs };
    if (intent.kind === "kraft-on-fargate" && image !== undefined)
      return { kind: "kraft", ...new KraftOnFargate(this, "kraft", { ...props, intent, image }).outputs };
    return { kind: "embedded", url: "sqlite:bus.sqlite" };
  }
}
