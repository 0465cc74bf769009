/** A moment for people: `2026-11-27 14:50:57 UTC`. What is no moment is told as it is. */
export const moment = (iso: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(iso) ? `${iso.slice(0, 19).replace("T", " ")} UTC` : iso;
