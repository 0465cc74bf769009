/**
 * A text in lines of at most `width` columns, broken at spaces where there are some, else anywhere: an ARN or a policy has
 * none. Lines after the first begin with `indent`.
 */
export function wrap(text: string, width: number, indent = ""): string[] {
  const room = Math.max(20, width);
  const lines: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const space = rest.lastIndexOf(" ", room);
    // A space inside the indent would leave an empty line and never end.
    const cut = space > indent.length + room / 3 ? space : room;
    lines.push(rest.slice(0, cut));
    rest = `${indent}${rest.slice(cut).trimStart()}`;
  }
  return [...lines, rest];
}
