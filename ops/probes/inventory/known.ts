/** A resource as a state has it. */
export interface StateResource {
  readonly state: string;
  /** Terraform's address. */
  readonly address: string;
  /** Terraform's type. */
  readonly type: string;
  /** Attributes as Terraform spells them; secrets included: never for a report. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What the states of an environment have, to be asked by type. */
export interface Known {
  readonly resources: readonly StateResource[];
  ofType(type: string): readonly StateResource[];
}

/** What these resources of all states are, to be asked by type. */
export function knownOf(resources: readonly StateResource[]): Known {
  const byType = Map.groupBy(resources, (resource) => resource.type);
  return { resources, ofType: (type) => byType.get(type) ?? [] };
}

/** Region of a resource, by its ARN; undefined where it has none, and for what belongs to no Region. */
export function regionOf({ values }: Pick<StateResource, "values">): string | undefined {
  const { arn } = values;
  const region = typeof arn === "string" && arn.startsWith("arn:") ? arn.split(":")[3] : undefined;
  return region === "" ? undefined : region;
}

/** Regions in which a state has something, by ARN. */
export const regionsOf = ({ resources }: Known): readonly string[] =>
  [...new Set(resources.flatMap((r) => regionOf(r) ?? []))].sort();

/** What may be in this Region: all but what is in another by its ARN. Names are told apart by that. */
export const knownIn = ({ resources }: Known, region: string): Known =>
  knownOf(resources.filter((r) => standsInMany(r) || (regionOf(r) ?? region) === region));

/** A table's copies bear its name, and an ARN of either. */
const standsInMany = ({ type }: StateResource): boolean => type === "aws_dynamodb_table_replica";

/** The resources of these types by one attribute; those that have no text there are left out. */
export function knownBy(known: Known, types: readonly string[], attribute: string): ReadonlyMap<string, StateResource> {
  const all = types.flatMap((type) => known.ofType(type));
  const entries = all.flatMap((resource): [string, StateResource][] => {
    const value = resource.values[attribute];
    return typeof value === "string" && value !== "" ? [[value, resource]] : [];
  });
  return new Map(entries);
}

/** Two attributes of every resource of a type as one text, a slash between: for what AWS names by what it hangs on. */
export const knownPairs = (known: Known, type: string, first: string, second: string): ReadonlySet<string> =>
  new Set(known.ofType(type).map(({ values }) => `${String(values[first])}/${String(values[second])}`));
