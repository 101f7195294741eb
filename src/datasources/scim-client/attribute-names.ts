import { z } from "zod";

/*
 * SCIM's attribute names and schema URNs are compared without regard to case (RFC 7643 section 2.1), and servers use
 * that freedom. One pass gives the names that a schema knows their spelling and leaves the others out, so that
 * everything behind it reads plain fields.
 */

/** The names that an object may have, by their lower-case form. */
export type AttributeNames = ReadonlyMap<string, Attribute>;

interface Attribute {
  readonly name: string;
  readonly isMany: boolean;
  /** Of the object, or of each object of a list; `null` for plain values. */
  readonly inner: AttributeNames | null;
}

/** The names in a schema, at every depth. */
export function namesOf(schema: z.ZodObject): AttributeNames {
  return new Map(
    Object.entries(schema.shape).map(([name, type]) => [name.toLowerCase(), toAttribute(name, type)]),
  );
}

function toAttribute(name: string, type: unknown): Attribute {
  const bare = unwrapped(type);
  const isMany = bare instanceof z.ZodArray;
  const element = isMany ? unwrapped(bare.element) : bare;
  return { name, isMany, inner: element instanceof z.ZodObject ? namesOf(element) : null };
}

/** The type without what says only that it may be absent. */
function unwrapped(type: unknown): unknown {
  const isWrapper =
    type instanceof z.ZodNullable || type instanceof z.ZodOptional || type instanceof z.ZodDefault;
  return isWrapper ? unwrapped(type.unwrap()) : type;
}

/** The object with the names that are known, as they are known. Anything but an object comes back as it is. */
export function toCanonical(names: AttributeNames, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const canonical: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const attribute = names.get(key.toLowerCase());
    if (attribute === undefined) continue;
    const { name } = attribute;
    // The proper spelling wins where a server sends both.
    if (key === name || !(name in canonical)) canonical[name] = toValue(attribute, part);
  }
  return canonical;
}

function toValue({ isMany, inner }: Attribute, value: unknown): unknown {
  if (!isMany || value === null) return inner === null ? value : toCanonical(inner, value);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const there = values.filter((one) => one !== null);
  return inner === null ? there : there.map((one) => toCanonical(inner, toComplex(one)));
}

/** A server may give plain texts where values have parts; the text is the value (RFC 7643 section 2.4). */
function toComplex(value: unknown): unknown {
  return typeof value === "string" || typeof value === "number" ? { value: String(value) } : value;
}
