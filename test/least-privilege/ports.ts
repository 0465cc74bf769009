import ts from "classic-typescript";
import { pathOf } from "./code.ts";

/** A method of a port, `Objects.list`. */
export type PortMethod = `${string}.${string}`;

const portFile = /^adapters\/\w+\/port\.ts$/;

/** The port method that a declaration is; undefined for any other. */
function portMethodOf(declaration: ts.Node | undefined): PortMethod | undefined {
  if (declaration === undefined || !ts.isMethodSignature(declaration) || !portFile.test(pathOf(declaration))) return;
  return ts.isInterfaceDeclaration(declaration.parent)
    ? `${declaration.parent.name.text}.${declaration.name.getText()}`
    : undefined;
}

/** The port method that a call asks for; undefined for any other call. */
export function askedBy(checker: ts.TypeChecker, call: ts.CallExpression): PortMethod | undefined {
  return portMethodOf(checker.getResolvedSignature(call)?.declaration);
}

/** Whether a type is a port, or a promise of one. */
export function isPort(checker: ts.TypeChecker, type: ts.Type): boolean {
  const symbol = checker.getAwaitedType(type)?.symbol;
  const declaration = symbol?.declarations?.[0];
  if (declaration === undefined || !ts.isInterfaceDeclaration(declaration)) return false;
  return portFile.test(pathOf(declaration)) && declaration.members.some(ts.isMethodSignature);
}

/** What is called and by which expression, `undefined` where it is not a method. */
export const receiverOf = (call: ts.CallExpression): ts.Expression | undefined =>
  ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : undefined;

/**
 * Whether a call only hands on what is asked of the object around it: a port method inside an object literal's function
 * of the same name. It asks for nothing that its callers do not.
 */
export function handsOn(call: ts.CallExpression, method: PortMethod): boolean {
  const name = method.slice(method.indexOf(".") + 1);
  for (let node: ts.Node = call; node.parent !== undefined; node = node.parent) {
    if (!ts.isMethodDeclaration(node) && !ts.isPropertyAssignment(node)) continue;
    if (ts.isObjectLiteralExpression(node.parent) && node.name.getText() === name) return true;
  }
  return false;
}
