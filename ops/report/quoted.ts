import { visible } from "./visible.ts";

/** A word for a POSIX shell: as it is where it holds nothing that a shell would read. */
export const quoted = (word: string): string =>
  /^[\w./:@=+,-]+$/.test(word) ? word : `'${visible(word).replaceAll("'", "'\\''")}'`;
