/** Fields of an environment by their path, `network.egress`; lists stay whole. */
export function flatten(value: object, path = ""): ReadonlyMap<string, unknown> {
  const fields = Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
    const at = path === "" ? name : `${path}.${name}`;
    if (typeof field !== "object" || field === null || Array.isArray(field)) return [[at, field]];
    return [...flatten(field, at)];
  });
  return new Map(fields);
}

/** A field for people. */
export const fieldInWords = (field: unknown): string => {
  if (!Array.isArray(field)) return String(field);
  return field.length === 0 ? "none" : field.map(fieldInWords).join(", ");
};

/** One field that two environments do not share; undefined where one of them does not have it. */
export interface Difference {
  readonly field: string;
  readonly values: readonly [unknown, unknown];
}

/** Fields that differ, in the order of the first environment, then those that the second alone has. */
export function differences(a: object, b: object): Difference[] {
  const [left, right] = [flatten(a), flatten(b)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((field): Difference => ({ field, values: [left.get(field), right.get(field)] }))
    .filter(({ values: [l, r] }) => fieldInWords(l) !== fieldInWords(r));
}
