/** What `cap drift --format` takes; apart from the writers, so that help and completion load none of them. */
export const formats = ["text", "json", "markdown", "sarif", "junit"] as const;
/** One of {@link formats}. */
export type Format = (typeof formats)[number];
