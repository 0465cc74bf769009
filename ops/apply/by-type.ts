/**
 * How many of which type, the most frequent first: `["12 aws_iam_role", "3 aws_sqs_queue", "and 47 more, of 16 types"]`.
 *
 * @param most types that are named
 */
export function byType(things: readonly { readonly type: string }[], most: number): readonly string[] {
  const types = [...Map.groupBy(things, (t) => t.type)].toSorted(
    ([a, m], [b, n]) => n.length - m.length || a.localeCompare(b),
  );
  // One more type is named as shortly as it is left out.
  const named = types.length === most + 1 ? types : types.slice(0, most);
  const rest = types.slice(named.length);
  const left = rest.reduce((n, [, all]) => n + all.length, 0);
  return [
    ...named.map(([type, all]) => `${all.length} ${type}`),
    ...(rest.length === 0 ? [] : [`and ${left} more, of ${rest.length} types`]),
  ];
}
