import { z } from "zod";
import { type TableContract, tables } from "../../contracts/tables.ts";

const scheme = /^[a-z0-9]+:/;

/** A bucket: its bare name as infrastructure hands it over, or any URL of `openObjects`. Parsed to a URL. */
export const bucket = z
  .string()
  .min(1)
  .transform((value) => (scheme.test(value) ? value : `s3://${value}`));

/** A table: its bare DynamoDB name, or any URL of `openStore`. Parsed to the URL of the store that holds it. */
const table = ({ name }: TableContract) =>
  z
    .string()
    .min(1)
    .refine((value) => scheme.test(value) || value.endsWith(name), `a name that ends in ${name}`)
    .transform((value) => (scheme.test(value) ? value : `dynamodb:${value.slice(0, -name.length)}`));

/** The objects table. */
export const objectsTable = table(tables.objects);
/** The customers table. */
export const customersTable = table(tables.customers);
