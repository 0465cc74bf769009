import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Item } from "./port.ts";

/** DynamoDB's wire form of an attribute; only what {@link Item} can hold. */
export type Attributes = Record<string, AttributeValue>;

/** An item in DynamoDB's wire form. */
export function toAttributes(item: Item): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === "string") attributes[name] = { S: value };
    else if (typeof value === "number") attributes[name] = { N: String(value) };
    else attributes[name] = { BOOL: value };
  }
  return attributes;
}

/** The reverse of {@link toAttributes}; attributes of other types, which CAP does not write, are left out. */
export function fromAttributes(attributes: Attributes): Item {
  const item: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value.S !== undefined) item[name] = value.S;
    else if (value.N !== undefined) item[name] = Number(value.N);
    else if (value.BOOL !== undefined) item[name] = value.BOOL;
  }
  return item;
}
