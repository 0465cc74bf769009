import { arguable } from "./arguable.ts";
import { type Given, plant } from "./property.ts";

/** The setting of an account and Region under which Glue encrypts what its catalog says of tables. */
const catalogSetting = "aws_glue_data_catalog_encryption_settings";

/**
 * Types that AWS can encrypt with a customer's key where the type itself names none, so that encryption.ts does not see
 * them: what is wrong with each, or undefined.
 */
const unnamed: Readonly<Record<string, (given: Given) => string | undefined>> = {
  // The API takes a key since 2025, and the provider from 6 on: then encryption.ts sees the type, and this line goes.
  aws_cloudwatch_event_archive: () => "is encrypted with a key of EventBridge's own",
  aws_glue_catalog_database: ({ resources }) =>
    resources.some(({ type }) => type === catalogSetting) ? undefined : "the catalog has no encryption setting",
};

/** The rest of {@link encryption}: a key of ours, or a line of policy-exceptions.jsonl that says why there is none. */
export const unnamedKeys = arguable({
  holds:
    "what AWS encrypts with a customer's key by a setting elsewhere, or by an argument that is not there, is argued",
  found: (given) =>
    given.resources.flatMap(({ type, address }) => {
      const wrong = unnamed[type]?.(given);
      return wrong === undefined ? [] : [{ id: "NO_CUSTOMER_KEY", resource: address, what: wrong }];
    }),
  planted: [
    plant("aws_cloudwatch_event_archive", { name: "plain" }),
    plant("aws_glue_catalog_database", { name: "plain" }),
  ],
});
