/**
 * Text from AWS, safe to show: what a terminal would obey, and what turns the direction of writing, stands as its code.
 * A resource's name must not rewrite the line that reports it.
 */
export const visible = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `\\u${c.codePointAt(0)?.toString(16).padStart(4, "0")}`,
  );
