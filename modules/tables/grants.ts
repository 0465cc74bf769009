import { allow, type Grant } from "../identity/policy.ts";
import { grantDecrypt, grantEncryptDecrypt } from "../keys/keys.ts";
import type { TableOutputs } from "./tables.ts";

/** Grants reading items by their keys, many at a time. */
export const grantReadItems = (table: TableOutputs): Grant => [
  allow(["dynamodb:BatchGetItem"], [table.arn]),
  ...grantDecrypt(table.key),
];

/** Grants reading one item by its key. */
export const grantReadItem = (table: TableOutputs): Grant => [
  allow(["dynamodb:GetItem"], [table.arn]),
  ...grantDecrypt(table.key),
];

/** Grants writing items, many at a time. */
export const grantWriteItems = (table: TableOutputs): Grant => [
  allow(["dynamodb:BatchWriteItem"], [table.arn]),
  ...grantEncryptDecrypt(table.key),
];
