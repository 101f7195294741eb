import { z } from "zod";

/*
 * The rows of Talkdesk's REST answers, cut down to what Rollcall uses; the allow-lists of `remote` too. Guide and
 * documents show different fields, so all but the id may be absent, and absent is not null: a get that does not name
 * a role does not say that there is none.
 */

const text = z.string().nullish();
const count = z.number().int().nonnegative().nullish();
/** Opaque: the guide says UUID, samples show digits (contract 3.1). */
const id = z.union([z.string().min(1), z.number().transform(String)]);

export const userRow = z.object({
  id,
  name: text,
  email: text,
  role: z.union([z.string(), z.number().transform(String)]).nullish(),
  status: text,
  active: z.boolean().nullish(),
  /** Text in the guide, a number in the documents. */
  extension: z.union([z.string(), z.number()]).nullish(),
  external_phone_number: text,
  ring_groups: z.array(z.string()).nullish(),
  teams: z.array(id).nullish(),
  time_zone: text,
  language: text,
  gender: text,
  created_at: text,
  updated_at: text,
});
export type UserRow = z.infer<typeof userRow>;

/** A role, a team or a queue. */
export const namedRow = z.object({ id, name: text });
export type NamedRow = z.infer<typeof namedRow>;

/** Keyed by its name; the documents show no id (contract 3.6). */
export const ringGroupRow = z.object({
  name: z.string().min(1),
  short_abandoned_threshold: count,
  wait_time_threshold: count,
});
export type RingGroupRow = z.infer<typeof ringGroupRow>;

export const memberRow = z.object({ id });
export type MemberRow = z.infer<typeof memberRow>;

const link = z.object({ href: text }).nullish();

/** What either dialect says about a page beside its rows. All of it may be missing. */
export const pageFacts = z.object({
  meta: z.object({ total: count, page: count }).nullish(),
  total: count,
  page: count,
  per_page: count,
  total_pages: count,
  _links: z.object({ next: link }).nullish(),
});
export type PageFacts = z.infer<typeof pageFacts>;
