export { decode } from "./decode.ts";
export { identify, normalise } from "./normalise.ts";
export { toSilverColumns } from "./silver.ts";
