import ts from "classic-typescript";
import { type Code, within } from "./code.ts";
import { isPort, type PortMethod } from "./ports.ts";

/** A request of the AWS SDK: `s3` `ListObjectsV2`. */
export interface Command {
  /** Of the package, `@aws-sdk/client-<service>`. */
  readonly service: string;
  readonly name: string;
}

const sdk = /node_modules\/@aws-sdk\/client-([\w-]+)\//;

/**
 * What every port method asks of AWS by the SDK, whichever adapter stands behind it: the commands that the method makes,
 * or a function or method of adapters/ that it calls, however far. Ports that no adapter implements by the SDK are absent.
 */
export function commandsOf(code: Code): ReadonlyMap<PortMethod, readonly Command[]> {
  const found = new Map<PortMethod, Command[]>();
  for (const file of code.below("adapters/"))
    for (const node of within(file))
      for (const [method, body] of implementedBy(code.checker, node)) {
        const made = madeBy(code.checker, body, new Set());
        if (made.length > 0) found.set(method, [...(found.get(method) ?? []), ...made]);
      }
  return found;
}

/** Commands that no port method makes: nobody would know who needs them. */
export function orphans(code: Code): readonly string[] {
  const made = code.below("adapters/").flatMap((file) => within(file).flatMap((n) => commandMade(code.checker, n)));
  const known = new Set([...commandsOf(code).values()].flat().map((command) => command.name));
  return made.map((command) => command.name).filter((name) => !known.has(name));
}

type Implemented = readonly [method: PortMethod, body: ts.Node];

/** The port methods that a class or an object literal implements. */
function implementedBy(checker: ts.TypeChecker, node: ts.Node): readonly Implemented[] {
  if (ts.isClassDeclaration(node)) {
    const types = (node.heritageClauses ?? []).flatMap((clause) => clause.types).map(checker.getTypeAtLocation);
    return types.filter((type) => isPort(checker, type)).flatMap((type) => pairs(type, node.members));
  }
  if (!ts.isObjectLiteralExpression(node)) return [];
  const wanted = checker.getContextualType(node);
  return wanted !== undefined && isPort(checker, wanted) ? pairs(wanted, node.properties) : [];
}

function pairs(port: ts.Type, members: readonly (ts.ClassElement | ts.ObjectLiteralElementLike)[]): Implemented[] {
  const name = port.symbol.name;
  return members.flatMap((member): Implemented[] =>
    member.name !== undefined && port.getProperty(member.name.getText()) !== undefined
      ? [[`${name}.${member.name.getText()}`, member]]
      : [],
  );
}

function madeBy(checker: ts.TypeChecker, body: ts.Node, seen: Set<ts.Node>): Command[] {
  if (seen.has(body)) return [];
  seen.add(body);
  return within(body).flatMap((node) => [
    ...commandMade(checker, node),
    ...calledBy(checker, node).flatMap((next) => madeBy(checker, next, seen)),
  ]);
}

/** The function of ours that a call runs. */
function calledBy(checker: ts.TypeChecker, node: ts.Node): ts.Node[] {
  if (!ts.isCallExpression(node)) return [];
  const declaration = checker.getResolvedSignature(node)?.declaration;
  const ours = declaration !== undefined && !declaration.getSourceFile().fileName.includes("node_modules");
  return ours && "body" in declaration && declaration.body !== undefined ? [declaration] : [];
}

function commandMade(checker: ts.TypeChecker, node: ts.Node): Command[] {
  if (!ts.isNewExpression(node) || !node.expression.getText().endsWith("Command")) return [];
  const declared = checker.getTypeAtLocation(node).symbol.declarations?.[0]?.getSourceFile().fileName ?? "";
  const service = sdk.exec(declared)?.[1];
  return service === undefined ? [] : [{ service, name: node.expression.getText().replace(/Command$/, "") }];
}
