import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "classic-typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The code, with types. */
export interface Code {
  readonly checker: ts.TypeChecker;
  /** Files that an entry point loads as it starts, itself first; not what it imports for types or later. */
  loadedBy(entry: string): readonly ts.SourceFile[];
  /** Sources below a folder. */
  below(folder: string): readonly ts.SourceFile[];
}

/** Parsing is most of the work, and files that are not planted are the same for every reading. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Path from the root of the checkout. */
export const pathOf = (node: ts.Node): string => relative(root, node.getSourceFile().fileName);

/** Where a finding is, for people. */
export const placeOf = (node: ts.Node): string => {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  return `${pathOf(node)}:${line + 1}`;
};

/** Reads the code that the entry points reach. `planted` stands in for files of these paths. @default - planted: none. */
export function readCode(entries: readonly string[], planted: Readonly<Record<string, string>> = {}): Code {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options, true);
  const { readFile, getSourceFile } = host;
  host.readFile = (file) => planted[relative(root, file)] ?? readFile(file);
  host.getSourceFile = (file, ...how) => {
    if (relative(root, file) in planted) return getSourceFile(file, ...how);
    const read = parsed.get(file) ?? getSourceFile(file, ...how);
    parsed.set(file, read);
    return read;
  };
  const program = ts.createProgram({ rootNames: entries.map((entry) => root + entry), options, host });
  const ours = program.getSourceFiles().filter((file) => !/^\.\.|node_modules/.test(relative(root, file.fileName)));
  return {
    checker: program.getTypeChecker(),
    loadedBy: (entry) => [...loaded(program, program.getSourceFile(root + entry), new Set())],
    below: (folder) => ours.filter((file) => pathOf(file).startsWith(folder)),
  };
}

/** A file of the checkout as it is. */
export const sourceOf = (path: string): string => readFileSync(root + path, "utf8");

function loaded(program: ts.Program, file: ts.SourceFile | undefined, seen: Set<ts.SourceFile>): Set<ts.SourceFile> {
  if (file === undefined || seen.has(file)) return seen;
  seen.add(file);
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    if (isForTypes(statement) || statement.moduleSpecifier === undefined) continue;
    const symbol = program.getTypeChecker().getSymbolAtLocation(statement.moduleSpecifier);
    const to = symbol?.valueDeclaration?.getSourceFile();
    if (to !== undefined && !to.fileName.includes("node_modules")) loaded(program, to, seen);
  }
  return seen;
}

const isForTypes = (statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean =>
  ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly === true : statement.isTypeOnly;

/** A node and every one below it. */
export function within(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    found.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}
