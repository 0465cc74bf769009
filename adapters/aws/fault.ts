import type { Retry } from "../../contracts/errors.ts";

/**
 * What went wrong in a call to AWS, in the words every adapter uses. `conflict` is a failed precondition, `invalid` a
 * request that AWS did not understand, `full` a store without room (only the emulated AWS has that).
 */
export type AwsFaultKind = "denied" | "missing" | "conflict" | "throttled" | "full" | "unavailable" | "invalid";

/** A classified error of the AWS SDK. */
export interface AwsFault {
  readonly kind: AwsFaultKind;
  /** One line: AWS's own name and message. */
  readonly message: string;
  readonly retry: Retry;
}

// The SDK throws service exceptions (with $metadata), credential errors and socket errors; this is what they share.
interface SdkErrorShape {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}

const throttling = /^(Throttl|TooManyRequests|RequestLimitExceeded|ProvisionedThroughputExceeded|SlowDown)/;
const denied =
  /^(AccessDenied|Forbidden|Unauthorized|ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClient|Credentials|InvalidClientTokenId)/;
const missing = /^(NoSuch|NotFound$|ResourceNotFound|ParameterNotFound|QueueDoesNotExist)|\.NonExistentQueue$/;
const conflict = /^(PreconditionFailed|ConditionalCheckFailed|ConditionalRequestConflict|OperationAborted)/;

const retryOf: Record<AwsFaultKind, Retry> = {
  denied: "never",
  missing: "never",
  conflict: "after-refresh",
  throttled: "now",
  full: "now",
  unavailable: "now",
  invalid: "never",
};

function kindOf(e: SdkErrorShape): AwsFaultKind {
  const status = e.$metadata?.httpStatusCode;
  const name = e.name ?? "";
  if (e.$retryable?.throttling === true || throttling.test(name) || status === 429) return "throttled";
  if (conflict.test(name) || status === 412 || status === 409) return "conflict";
  if (denied.test(name) || status === 401 || status === 403) return "denied";
  if (missing.test(name) || status === 404) return "missing";
  if (status === 507) return "full";
  // Without a status no answer came: sockets, DNS, time-outs. Those heal; so do 5xx, and an answer of success that breaks
  // off or cannot be read.
  return status === undefined || status < 300 || status >= 500 ? "unavailable" : "invalid";
}

/** Whether the SDK found nobody to be: no call was made then. */
export const lacksCredentials = (error: unknown): error is Error =>
  error instanceof Error && error.name === "CredentialsProviderError";

/** Tells apart what callers must tell apart; anything unknown without an HTTP status counts as unavailable. */
export function awsFault(error: unknown): AwsFault {
  const e: SdkErrorShape = typeof error === "object" && error !== null ? error : { message: String(error) };
  const kind = kindOf(e);
  const what = [e.name === "Error" ? e.code : e.name, e.message].filter((s) => s !== undefined && s !== "");
  return { kind, message: what.join(": "), retry: retryOf[kind] };
}
