import { expect, test } from "vitest";
import { cidrFaults, overlap, quarter, subnet, worldRanges } from "../../contracts/cidr.ts";
import fc from "../support/properties.ts";

const toNumber = (address: string): number => address.split(".").reduce((sum, o) => sum * 256 + Number(o), 0);
function range(cidr: string): { readonly first: number; readonly last: number } {
  const [address = "", bits = "0"] = cidr.split("/");
  const first = toNumber(address);
  return { first, last: first + 2 ** (32 - Number(bits)) - 1 };
}

const vpcs = fc
  .record({ second: fc.nat(255), bits: fc.integer({ min: 16, max: 20 }) })
  .map(({ second, bits }) => `10.${second}.0.0/${bits}`);

test("parts lie inside the range, next to each other, and together are all of it", () => {
  fc.assert(
    fc.property(vpcs, (cidr) => {
      const whole = range(cidr);
      const parts = Array.from({ length: 16 }, (_, n) => range(subnet(cidr, n)));
      expect(parts[0]?.first).toBe(whole.first);
      expect(parts[15]?.last).toBe(whole.last);
      for (const [n, part] of parts.entries()) if (n > 0) expect(part.first).toBe((parts[n - 1]?.last ?? 0) + 1);
    }),
  );
});

test("a quarter is four parts", () => {
  fc.assert(
    fc.property(vpcs, fc.nat(3), (cidr, n) => {
      expect(range(quarter(cidr, n)).first).toBe(range(subnet(cidr, 4 * n)).first);
      expect(range(quarter(cidr, n)).last).toBe(range(subnet(cidr, 4 * n + 3)).last);
    }),
  );
});

test("ranges overlap when, and only when, an address lies in both", () => {
  fc.assert(
    fc.property(vpcs, vpcs, (one, other) => {
      const [a, b] = [range(one), range(other)];
      expect(overlap(one, other)).toBe(Math.max(a.first, b.first) <= Math.min(a.last, b.last));
      expect(overlap(one, other)).toBe(overlap(other, one));
      expect(overlap(one, one)).toBe(true);
    }),
  );
});

test("a range that starts where it should has no fault", () => {
  fc.assert(
    fc.property(vpcs, (cidr) => {
      expect(cidrFaults("cidr", cidr)).toEqual([]);
    }),
  );
});

test("a range with bits beyond its length is refused, and the right one is named", () => {
  expect(cidrFaults("network.cidr", "10.42.7.0/16")).toEqual([
    { field: "network.cidr", got: "10.42.7.0/16", want: "10.42.0.0/16, the start of that range" },
  ]);
});

test.each(["10.0.0.0/8", "10.0.0.0/21", "10.0.0.0", "300.0.0.0/16", "::/16", ""])("%s is no range of a VPC", (cidr) => {
  expect(cidrFaults("cidr", cidr)).toHaveLength(1);
});

test.each(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/2", "::/0", "2000::/3", "2a00::/12"])(
  "%s is the world, or a good part of it, alone and in a text",
  (range) => {
    expect(worldRanges(range)).toEqual([range]);
    expect(worldRanges(`ingress from ["${range}","10.0.0.0/8"]`)).toEqual([range]);
  },
);

test.each(["10.0.0.0/8", "172.16.0.0/12", "192.0.2.1/32", "0.0.0.0/10", "fd00:1::/32", "2001:db8::/32", "::1/128", ""])(
  "%s is not",
  (range) => expect(worldRanges(range)).toEqual([]),
);

test("what is wider than the widest private range of IPv4 is the world", () => {
  fc.assert(
    fc.property(fc.nat(255), fc.integer({ min: 0, max: 32 }), (first, bits) => {
      expect(worldRanges(`${first}.0.0.0/${bits}`).length > 0).toBe(bits < 8);
    }),
  );
});
