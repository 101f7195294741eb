import { z } from "zod";
import { count, flag, idText, moment, optionalId, reference, text } from "../teamwork-site/values.js";

/*
 * The rows of Spaces' answers, cut down to what Rollcall uses; the allow-lists of `remote` too. No recorded body is
 * known (contract section 0), so all but the ids may be absent.
 */

export const userRow = z.object({
  id: idText,
  firstname: text,
  lastname: text,
  email: text,
  avatar: text,
  isAdmin: flag,
  isOnboarded: flag,
  state: text,
  userType: text,
  /** As the documents have it, and as it may be on the wire. */
  LinkedCompany: z.object({ company: reference }).nullish(),
  company: reference,
  createdAt: moment,
  updatedAt: moment,
  deletedAt: moment,
});
export type UserRow = z.infer<typeof userRow>;

/** What a collaborator may do is documented nowhere; these are the words that Spaces uses for it elsewhere. */
const collaboratorFacts = z.object({ access: text, level: text, accessLevel: text }).nullish();

export const collaboratorRow = z.object({ id: idText, type: text, meta: collaboratorFacts });
export type CollaboratorRow = z.infer<typeof collaboratorRow>;

export const spaceRow = z.object({
  id: idText,
  title: text,
  code: text,
  purpose: text,
  state: text,
  spaceColor: text,
  projectId: optionalId,
  LinkedCategory: z.object({ category: reference }).nullish(),
  category: reference,
  /** Some or all of them, or none: `collaboratorsCount` tells. */
  collaborators: z.array(collaboratorRow).nullish(),
  collaboratorsCount: count,
  createdAt: moment,
  updatedAt: moment,
  deletedAt: moment,
});
export type SpaceRow = z.infer<typeof spaceRow>;

/** A team that an answer includes. */
export const teamRow = z.object({ id: idText, name: text, title: text, handle: text });
export type TeamRow = z.infer<typeof teamRow>;
