const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** The text is not what it should be; the message is the reason of the dead letter. */
class Unreadable extends Error {}

/**
 * The elements of the list `Records` at the top of a JSON text, each as the exact bytes that stand there, or the reason
 * why there are none. Agrees with JSON.parse on what is JSON, with one exception: an element of more than `checkedBytes`
 * is delimited and not checked inside, so that nothing larger is ever held as a value.
 */
export function splitRecords(text: Buffer, checkedBytes: number): readonly Buffer[] | { readonly deadLetter: string } {
  try {
    return new Splitter(text, checkedBytes).records();
  } catch (cause) {
    if (cause instanceof Unreadable) return { deadLetter: cause.message };
    throw cause;
  }
}

/** Walks once over the text; `#at` is the next byte to look at. */
class Splitter {
  readonly #text: Buffer;
  readonly #checkedBytes: number;
  #at = 0;

  constructor(text: Buffer, checkedBytes: number) {
    this.#text = text;
    this.#checkedBytes = checkedBytes;
  }

  records(): readonly Buffer[] {
    let records: readonly Buffer[] | undefined;
    let seen = false;
    if (this.#peek() !== openBrace) return this.#notAnObject();
    this.#sequence(openBrace, closeBrace, () => {
      if (this.#peek() !== quote) throw new Unreadable("not JSON");
      const key = this.#value();
      this.#expect(colon);
      // The last of equal keys counts, as it does for JSON.parse. Keys may be written with escapes.
      const wanted = JSON.parse(key.toString()) === "Records";
      seen ||= wanted;
      if (wanted && this.#peek() === openBracket) records = this.#elements();
      else {
        this.#value();
        if (wanted) records = undefined;
      }
    });
    this.#expectEnd();
    if (records !== undefined) return records;
    throw new Unreadable(seen ? "Records is not a list" : "no Records");
  }

  #notAnObject(): never {
    this.#value();
    this.#expectEnd();
    throw new Unreadable("no Records");
  }

  #elements(): readonly Buffer[] {
    const elements: Buffer[] = [];
    this.#sequence(openBracket, closeBracket, () => elements.push(this.#value()));
    return elements;
  }

  /** `open item, item, … close`, both bytes included. */
  #sequence(open: number, close: number, item: () => void): void {
    this.#expect(open);
    if (this.#peek() !== close) {
      item();
      while (this.#peek() === comma) {
        this.#at += 1;
        item();
      }
    }
    this.#expect(close);
  }

  /** The value that starts here. Its end is found by brackets and quotes alone; JSON.parse then says whether it is one. */
  #value(): Buffer {
    this.#peek();
    const start = this.#at;
    this.#at = endOfValue(this.#text, start);
    const bytes = this.#text.subarray(start, this.#at);
    if (bytes.length <= this.#checkedBytes && !isJson(bytes)) throw new Unreadable("not JSON");
    return bytes;
  }

  /** The next byte that is not white space; undefined at the end. */
  #peek(): number | undefined {
    let byte = this.#text[this.#at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      this.#at += 1;
      byte = this.#text[this.#at];
    }
    return byte;
  }

  #expect(byte: number): void {
    if (this.#peek() !== byte) throw new Unreadable("not JSON");
    this.#at += 1;
  }

  #expectEnd(): void {
    if (this.#peek() !== undefined) throw new Unreadable("not JSON");
  }
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}

function endOfValue(text: Buffer, start: number): number {
  const first = text[start];
  if (first === quote) return endOfString(text, start);
  if (first !== openBrace && first !== openBracket) return endOfScalar(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const byte = text[at];
    if (byte === quote) at = endOfString(text, at) - 1;
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new Unreadable("not JSON");
}

/** After the closing quote: the first one that an even number of backslashes precedes. */
function endOfString(text: Buffer, start: number): number {
  for (let at = text.indexOf(quote, start + 1); at !== -1; at = text.indexOf(quote, at + 1)) {
    let before = at - 1;
    while (text[before] === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
  throw new Unreadable("not JSON");
}

function endOfScalar(text: Buffer, start: number): number {
  let at = start;
  while (at < text.length && !endsScalar(text[at])) at += 1;
  return at;
}

const endsScalar = (byte: number | undefined): boolean =>
  byte === comma || byte === closeBrace || byte === closeBracket || (byte !== undefined && byte <= 0x20);
