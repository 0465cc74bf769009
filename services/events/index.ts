export { type Decoded, type DecodeLimits, decode } from "./decode.ts";
export { normalise } from "./normalise.ts";
export { type Identity, identify } from "./record.ts";
export { type SilverColumn, toSilverColumns } from "./silver.ts";
