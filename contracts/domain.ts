import type { Fault } from "./errors.ts";

/**
 * What is wrong with the domain of an entrance; `field` is its name in the caller's words. A certificate's first name has
 * at most 64 characters. Source: ACM API reference, RequestCertificate.
 */
export function domainFaults(field: string, domain: string): Fault[] {
  const fine = domain.length <= 64 && /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(domain);
  return fine ? [] : [{ field, got: domain, want: "a domain in small letters, at most 64 characters" }];
}
