import type { Found } from "../probes/inventory/found.ts";
import { regionOf, type StateResource } from "../probes/inventory/known.ts";
import type { Sought } from "../probes/trail.ts";
import { namesInTrail, namesOfFound } from "../probes/trail-names.ts";
import type { Difference, Finding } from "./finding.ts";
import { worseFirst } from "./order.ts";
import { severityOf } from "./severity.ts";

/** One question for each difference: two attributes of a resource may be two people's doing. */
export const keyOf = (d: Difference): string =>
  JSON.stringify([d.kind, d.state, d.address ?? d.type, d.resource, d.region, d.attribute]);

/**
 * What is asked for, the worst first, and what the baseline records after all others: CloudTrail answers a few questions
 * only. What the code says otherwise was done by nobody in AWS.
 *
 * @param kept differences that the baseline does not ignore
 */
export function soughtFor(
  kept: readonly (Difference & Pick<Finding, "recorded">)[],
  resources: readonly StateResource[],
  found: readonly Found[],
): readonly Sought[] {
  const asked = (d: Difference): Pick<Sought, "names" | "region" | "mentioned"> => {
    if (d.kind === "unmanaged") {
      const same = found.find((f) => f.type === d.type && f.id === d.resource && f.region === d.region);
      return { names: same === undefined ? [] : namesOfFound(same), ...mentionedOf(same), ...inRegion(d.region) };
    }
    const values = resources.find((r) => r.state === d.state && r.address === d.address)?.values ?? { arn: d.resource };
    return { names: namesInTrail(values), ...inRegion(regionOf({ values })) };
  };
  return kept
    .flatMap((d) => (d.kind === "undeployed" ? [] : [{ ...d, kind: d.kind, severity: severityOf(d) }]))
    .toSorted(worseFirst)
    .toSorted((a, b) => Number(a.recorded !== undefined) - Number(b.recorded !== undefined))
    .map((d) => ({ key: keyOf(d), type: d.type, kind: d.kind, attribute: d.attribute, ...asked(d) }));
}

/** Types of which many are filed under one name, and whose calls tell which: `sgr-1`, the policy of `role/policy`. */
const manyUnderOne = /^aws_(vpc_security_group_(in|e)gress_rule|iam_role_policy(_attachment)?)$/;

function mentionedOf(found: Found | undefined): Pick<Sought, "mentioned"> {
  if (found?.under === undefined || !manyUnderOne.test(found.type)) return {};
  const { id, under } = found;
  return { mentioned: id.startsWith(under) ? id.slice(under.length + 1) : id };
}

const inRegion = (region: string | undefined): Pick<Sought, "region"> => (region === undefined ? {} : { region });
