import { GlueRegistry } from "@cdktf/provider-aws/lib/glue-registry/index.js";
import { GlueSchema } from "@cdktf/provider-aws/lib/glue-schema/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { topicSchemas } from "../../contracts/topic-schemas.ts";

/** What records of each topic look like, for whoever reads them without our code. */
export interface SchemaRegistryProps {
  readonly place: Place;
}

/** What others need of the registry. */
export interface SchemaRegistryOutputs {
  readonly arn: string;
}

/**
 * A Glue schema registry with a schema per topic, made from contracts/topic-schemas.ts. `BACKWARD`: Glue refuses a new
 * version with which records of the version before could not be read.
 */
export class SchemaRegistry extends Construct {
  readonly outputs: SchemaRegistryOutputs;
  constructor(scope: Construct, id: string, { place }: SchemaRegistryProps) {
    super(scope, id);
    const registry = new GlueRegistry(this, "registry", {
      registryName: names.of(place, "topics"),
      description: "Records of the bus",
    });
    for (const [topic, schema] of Object.entries(topicSchemas))
      new GlueSchema(this, topic, {
        registryArn: registry.arn,
        schemaName: topic,
        dataFormat: "JSON",
        compatibility: "BACKWARD",
        schemaDefinition: JSON.stringify(schema),
      });
    this.outputs = { arn: registry.arn };
  }
}
