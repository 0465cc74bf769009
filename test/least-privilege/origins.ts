import ts from "classic-typescript";
import { pathOf, within } from "./code.ts";
import { askedBy, handsOn, isPort, receiverOf } from "./ports.ts";

/**
 * Where a value comes from: `env:LANDING_BUCKET`, an environment variable as services read it from their configuration,
 * or `contract:tables.objects`, a constant of contracts/.
 */
export type Origin = `env:${string}` | `contract:${string}`;

const variable = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/**
 * Follows values through some files, whatever the order of calls: from arguments to parameters, through variables,
 * fields and object literals. A port that was opened comes from what it was opened with.
 */
export class Origins {
  readonly #checker: ts.TypeChecker;
  readonly #known = new Map<ts.Node, Set<Origin>>();

  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    this.#checker = checker;
    const flows = files.flatMap((file) => within(file).flatMap((node) => this.#flowsAt(node)));
    for (let changed = true; changed; ) {
      changed = false;
      for (const [to, from] of flows) for (const origin of this.of(from)) changed = this.#add(to, origin) || changed;
    }
  }

  /** Origins of an expression's value, or of a declaration's. */
  of(node: ts.Node): ReadonlySet<Origin> {
    return new Set(this.#of(node));
  }

  #add(to: ts.Node, origin: Origin): boolean {
    const known = this.#known.get(to) ?? new Set();
    this.#known.set(to, known);
    return known.size < known.add(origin).size;
  }

  *#of(node: ts.Node): Generator<Origin> {
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) yield* this.#ofName(node);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) yield* this.#ofCall(node);
    else if (ts.isObjectLiteralExpression(node)) yield* this.#ofLiteral(node);
    else if (ts.isArrayLiteralExpression(node)) for (const element of node.elements) yield* this.#of(element);
    else if (ts.isBinaryExpression(node)) yield* [...this.#of(node.left), ...this.#of(node.right)];
    else if (ts.isConditionalExpression(node)) yield* [...this.#of(node.whenTrue), ...this.#of(node.whenFalse)];
    else if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
      yield* this.#of(node.expression);
    else yield* this.#known.get(node) ?? [];
  }

  *#ofName(node: ts.Identifier | ts.PropertyAccessExpression): Generator<Origin> {
    if (ts.isPropertyAccessExpression(node) && variable.test(node.name.text)) return yield `env:${node.name.text}`;
    const constant = ts.isPropertyAccessExpression(node) ? node.expression : node;
    const declared = this.#declarationOf(constant);
    if (declared !== undefined && ts.isVariableDeclaration(declared) && pathOf(declared).startsWith("contracts/"))
      return yield `contract:${node.getText()}`;
    yield* this.#known.get(this.#declarationOf(node) ?? node) ?? [];
  }

  *#ofCall(node: ts.CallExpression | ts.NewExpression): Generator<Origin> {
    if (!isPort(this.#checker, this.#checker.getTypeAtLocation(node))) return;
    for (const argument of node.arguments ?? []) yield* this.#of(argument);
  }

  *#ofLiteral(node: ts.ObjectLiteralExpression): Generator<Origin> {
    for (const p of node.properties) {
      if (ts.isPropertyAssignment(p)) yield* this.#of(p.initializer);
      if (ts.isShorthandPropertyAssignment(p)) yield* this.#of(p.name);
      for (const call of within(p).filter(ts.isCallExpression)) {
        const method = askedBy(this.#checker, call);
        const receiver = receiverOf(call);
        if (method !== undefined && receiver !== undefined && handsOn(call, method)) yield* this.#of(receiver);
      }
    }
  }

  #declarationOf(node: ts.Node): ts.Node | undefined {
    const parent = node.parent;
    const found =
      ts.isShorthandPropertyAssignment(parent) && parent.name === node
        ? this.#checker.getShorthandAssignmentValueSymbol(parent)
        : this.#checker.getSymbolAtLocation(node);
    const symbol = found && found.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(found) : found;
    return symbol?.valueDeclaration ?? symbol?.declarations?.[0];
  }

  /** Pairs of a declaration and where its value comes from. */
  #flowsAt(node: ts.Node): [to: ts.Node, from: ts.Node][] {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) return [[node, node.initializer]];
    if (ts.isBindingElement(node)) return this.#into(node, this.#boundProperty(node));
    if (ts.isPropertyAssignment(node)) return this.#into(this.#filledProperty(node), node.initializer);
    if (ts.isShorthandPropertyAssignment(node)) return this.#into(this.#filledProperty(node), node.name);
    if (ts.isBinaryExpression(node) && /^(\?\?)?=$/.test(node.operatorToken.getText()))
      return this.#into(this.#declarationOf(node.left), node.right);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.#intoParameters(node);
    return [];
  }

  #into(to: ts.Node | undefined, from: ts.Node | undefined): [ts.Node, ts.Node][] {
    return to === undefined || from === undefined ? [] : [[to, from]];
  }

  #intoParameters(call: ts.CallExpression | ts.NewExpression): [ts.Node, ts.Node][] {
    const parameters = this.#checker.getResolvedSignature(call)?.declaration?.parameters ?? [];
    return (call.arguments ?? []).flatMap((argument, i) => this.#into(parameters[i], argument));
  }

  /** The property that `{ name } = …` takes out. */
  #boundProperty(node: ts.BindingElement): ts.Node | undefined {
    const name = (node.propertyName ?? node.name).getText();
    return this.#checker.getTypeAtLocation(node.parent).getProperty(name)?.declarations?.[0];
  }

  /** The property of the type that an object literal is wanted as. */
  #filledProperty(node: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): ts.Node | undefined {
    const wanted = this.#checker.getContextualType(node.parent);
    return wanted?.getProperty(node.name.getText())?.declarations?.[0];
  }
}
