import { z } from "zod";
import { tables } from "../../contracts/tables.ts";

const scheme = /^[a-z0-9]+:/;

/** A bucket: its bare name as infrastructure hands it over, or any URL of `openObjects`. Parsed to a URL. */
export const bucket = z
  .string()
  .min(1)
  .transform((value) => (scheme.test(value) ? value : `s3://${value}`));

/** The objects table: its bare DynamoDB name, or any URL of `openStore`. Parsed to the URL of the store that holds it. */
export const objectsTable = z
  .string()
  .min(1)
  .refine(
    (value) => scheme.test(value) || value.endsWith(tables.objects.name),
    `a name that ends in ${tables.objects.name}`,
  )
  .transform((value) => (scheme.test(value) ? value : `dynamodb:${value.slice(0, -tables.objects.name.length)}`));
