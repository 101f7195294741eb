import { z } from "zod";
import { flag, idText, moment, optionalId, text } from "../teamwork-site/values.js";

/*
 * The rows of Desk's answers, cut down to what Rollcall uses; the allow-lists of `remote` too. An inbox carries its mail
 * server's password and tokens: they are named nowhere here, and so go nowhere.
 */

export const agentRow = z.object({
  id: idText,
  email: text,
  firstName: text,
  lastName: text,
  avatarURL: text,
  role: text,
  isPartTime: flag,
  isAppOwner: flag,
  reviewer: flag,
  state: text,
  projectsCompanyId: optionalId,
  editMethod: text,
  ticketReplyRedirect: text,
  autoFollowOnCC: flag,
  createdAt: moment,
  updatedAt: moment,
  deletedAt: moment,
  /** References, where the answer has them. */
  inboxes: z.array(z.object({ id: idText })).nullish(),
});
export type AgentRow = z.infer<typeof agentRow>;

/** What stands on the tie between an inbox and one of its agents (contract section 5). */
const inboxUser = z.object({
  id: idText,
  meta: z.object({ access: text, isAdmin: flag, state: text }).nullish(),
});

export const inboxRow = z.object({
  id: idText,
  name: text,
  email: text,
  type: text,
  state: text,
  languageCode: text,
  clientOnly: flag,
  notificationsOnly: flag,
  users: z.array(inboxUser).nullish(),
});
export type InboxRow = z.infer<typeof inboxRow>;

/** Of Projects, which knows whose token it is. */
export const ownPerson = z.object({ "email-address": text });
