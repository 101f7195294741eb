import { z } from "zod";
import { parseDate } from "../../directory/dates.js";

/*
 * Values as the products spell them (contract section 1.5): ids are texts or numbers, booleans have three spellings,
 * and what is empty is "" more often than null.
 */

/** An id, as the text that it is everywhere in Rollcall. */
export const idText = z.union([z.string().min(1), z.number().int().nonnegative().transform(String)]);

/** An id or nothing: 0 and "" are nobody's. */
export const optionalId = z
  .union([z.string(), z.number().int().transform(String)])
  .nullish()
  .transform((id) => (id === undefined || id === null || id === "" || id === "0" ? null : id));

/** A text, `null` for an empty one. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === null || value.trim() === "" ? null : value));

const yes: ReadonlySet<unknown> = new Set([true, 1, "1", "true", "yes"]);
const no: ReadonlySet<unknown> = new Set([false, 0, "0", "false", "no"]);

/** A boolean in any of its spellings; `null` where it is absent. */
export const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((value, context) => {
    const known = typeof value === "string" ? value.toLowerCase() : value;
    if (yes.has(known)) return true;
    if (no.has(known)) return false;
    if (known === undefined || known === null || known === "") return null;
    context.addIssue({ code: "custom", message: "is no boolean" });
    return z.NEVER;
  });

/** A moment; `null` for the many ways of saying that there is none. */
export const moment = z.string().nullish().transform(parseDate);

/** A whole number, also as text. */
export const count = z
  .union([
    z.number().int().nonnegative(),
    z
      .string()
      .regex(/^\d{1,9}$/u)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? null);

/** A reference to another object: `{ "id": 1, "type": "companies" }`. */
export const reference = z.object({ id: idText, type: text }).nullish();
