/**
 * How a person calls this program: where it was called by npx or `npm start`, no `cap` is on the path. Under `npm test` and
 * `npm run` a program calls it.
 */
export const program = (): string => (/^(?:exec|start)$/.test(process.env["npm_command"] ?? "") ? "npx cap" : "cap");

/** A next command that is about no environment: `plain("doctor")`. */
export const plain = (command: string): string => `${program()} ${command}`;
