/** Path at which the entrance answers 200 to everybody. */
export const healthPath = "/healthz";

/** The name of one Region's entrance, which never leads to another's: what a health check asks. */
export const regionalName = (region: string, domain: string): string => `${region}.${domain}`;
