/** The fields whose value may be absent become optional, the others stay. */
type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its undefined fields. */
export function defined<T extends Readonly<Record<string, unknown>>>(object: T): Defined<T> {
  const kept: Record<string, unknown> = {};
  for (const name in object) if (object[name] !== undefined) kept[name] = object[name];
  return kept as Defined<T>;
}
