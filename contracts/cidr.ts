import type { Fault } from "./errors.ts";

interface Range {
  readonly base: number;
  readonly bits: number;
}

const shape = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(1[6-9]|20)$/;

const toNumber = (octets: readonly number[]): number => octets.reduce((sum, o) => sum * 256 + o, 0);
const toText = (n: number): string => [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join(".");
const sizeOf = ({ bits }: Range): number => 2 ** (32 - bits);

function parse(cidr: string): Range | undefined {
  const found = shape.exec(cidr)?.slice(1).map(Number);
  const bits = found?.[4];
  if (found === undefined || bits === undefined || found.slice(0, 4).some((o) => o > 255)) return;
  return { base: toNumber(found.slice(0, 4)), bits };
}

/** What is wrong with the range of a VPC: its spelling, its size, or bits set beyond its length. */
export function cidrFaults(field: string, cidr: string): Fault[] {
  const range = parse(cidr);
  if (range === undefined) return [{ field, got: cidr, want: "IPv4 with a length of /16 to /20" }];
  const own = range.base - (range.base % sizeOf(range));
  return own === range.base
    ? []
    : [{ field, got: cidr, want: `${toText(own)}/${range.bits}, the start of that range` }];
}

function part(cidr: string, n: number, moreBits: number): string {
  const { base, bits } = parse(cidr) ?? { base: 0, bits: 16 };
  return `${toText(base + n * 2 ** (32 - bits - moreBits))}/${bits + moreBits}`;
}

/** The nth of sixteen equal parts of a range: `subnet("10.0.0.0/16", 1)` is `10.0.16.0/20`. The range must be valid. */
export const subnet = (cidr: string, n: number): string => part(cidr, n, 4);

/** The nth of four equal parts of a range, each of four subnets: `quarter("10.0.0.0/16", 1)` is `10.0.64.0/18`. */
export const quarter = (cidr: string, n: number): string => part(cidr, n, 2);

/** Whether two ranges of VPCs have an address in common; a range that is not valid has none. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  if (a === undefined || b === undefined) return false;
  return a.base < b.base + sizeOf(b) && b.base < a.base + sizeOf(a);
}

const world = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}\/[0-7](?!\d)|(?<![\w:])[\da-f:]*::\/(?:\d|1[0-5])(?!\d)/gi;

/**
 * Ranges in a text that are the world or a good part of it: `0.0.0.0/0`, the two halves that a filter for it would miss,
 * `::/0`, and `2000::/3`, which is all of public IPv6. No private range of IPv4 is wider than /8.
 */
export const worldRanges = (text: string): readonly string[] => text.match(world) ?? [];
