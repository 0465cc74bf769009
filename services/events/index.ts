export { decode } from "./decode.ts";
export { normalise } from "./normalise.ts";
export { identify } from "./record.ts";
export { toSilverColumns } from "./silver.ts";
