import type { Fault } from "./errors.ts";
import { names, type Place } from "./names.ts";

/** A trail of CloudTrail that may deliver into an environment's landing bucket. */
export interface DeliveringTrail {
  /** `arn:aws:cloudtrail:<region>:<account>:trail/<name>`; of an organisation's trail, in its management account. */
  readonly arn: string;
  /** `o-…`: whose accounts' files come as well. @default - the trail is of its own account alone. */
  readonly organization?: string;
}

/** How CloudTrail's files come into the landing bucket; they lie below `cloudtrail/` there. */
export type Trails =
  /** No trail delivers: files are put there by hand, `cap sample` and `aws s3 cp`. 0 USD. */
  | { readonly kind: "none" }
  /**
   * A trail of the environment's own account, beside the one that is kept as evidence: management events of every Region.
   * The second copy of an event costs 2.00 USD per 100,000 (CloudTrail pricing page). CI may not stop or delete a trail:
   * to go back to another kind takes an administrator.
   */
  | { readonly kind: "own" }
  /**
   * Trails that the team has, an organisation's say, and none is made: 0 USD here. Whoever owns one points it at the
   * landing bucket, with the prefix `cloudtrail` and the landing bucket's key; without that key the bucket refuses.
   */
  | { readonly kind: "given"; readonly trails: readonly DeliveringTrail[] };

/** Name of an environment's own trail, without the environment's prefix. */
export const ownTrail = "feed";

/** ARN of an environment's own trail, known before the trail: its bucket and its key name it. */
const ownTrailArn = (place: Place): string =>
  `arn:aws:cloudtrail:${place.region}:${place.account}:trail/${names.of(place, ownTrail)}`;

/** Every trail that may deliver into the landing bucket of this place. */
export function deliveringTrails(place: Place, trails: Trails): readonly DeliveringTrail[] {
  if (trails.kind === "given") return trails.trails;
  return trails.kind === "own" ? [{ arn: ownTrailArn(place) }] : [];
}

/** Account of a trail, by its ARN. */
export const accountOfTrail = ({ arn }: DeliveringTrail): string => arn.split(":")[4] ?? "";

const trailArn = /^arn:aws:cloudtrail:[a-z]{2}(-[a-z]+)+-\d:\d{12}:trail\/[A-Za-z0-9][\w.-]{2,127}$/;

/** Every fault of the trails; `field` is what holds them. */
export function trailFaults(field: string, trails: Trails): Fault[] {
  if (trails.kind !== "given") return [];
  const all = trails.trails;
  if (all.length === 0) return [{ field: `${field}.trails`, got: "none", want: "at least one; none are kind none" }];
  return all.flatMap(({ arn, organization }, i) => {
    const at = `${field}.trails[${i}]`;
    return [
      ...(trailArn.test(arn) ? [] : [{ field: `${at}.arn`, got: arn, want: "a trail's ARN, without wildcards" }]),
      ...(all.findIndex((other) => other.arn === arn) === i
        ? []
        : [{ field: `${at}.arn`, got: arn, want: "each once" }]),
      ...(organization === undefined || /^o-[a-z0-9]{10,32}$/.test(organization)
        ? []
        : [
            {
              field: `${at}.organization`,
              got: organization,
              want: "an organisation's id: o- and 10 to 32 characters",
            },
          ]),
    ];
  });
}
