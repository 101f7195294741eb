import { z } from "zod";

/*
 * The rows of Tiledesk's answers, cut down to what Rollcall uses: what is not named here is dropped at the edge, so
 * that these are the allow-lists of `remote` too. Projects above all carry secrets (an SMTP password under
 * settings.email.config) that must not be named.
 */

/** Absent reads as null. */
const text = z.string().nullable().default(null);
const count = z.number().nullable().default(null);
const flag = z.boolean().nullable().default(null);
/** Absent in old records, where the server reads it as not trashed. */
const trashed = z.boolean().nullable().default(false);
const objectId = z.string().regex(/^[0-9a-f]{24}$/u);

const humanRow = z.object({
  _id: objectId,
  email: text,
  firstname: text,
  lastname: text,
  phone: text,
  description: text,
  /** 100 active, 0 anonymised. */
  status: count,
});

export const projectUserRow = z.object({
  _id: objectId,
  id_project: objectId.nullable().default(null),
  /** The whole user where the route populates it, its id where not, null when the user is gone, absent for guests. */
  id_user: z.union([humanRow, objectId]).nullish(),
  uuid_user: text,
  /** Free text on the server, absent when the invitation named none. */
  role: text,
  /** 1 team member (also when absent), 2 visitor. */
  roleType: count,
  status: text,
  trashed,
  user_available: flag,
  profileStatus: text,
  presence: z.object({ status: text, changedAt: text }).nullable().default(null),
  isBusy: flag,
  number_assigned_requests: count,
  max_assigned_chat: count,
  permissions: z.array(z.string()).nullable().default(null),
  tags: z
    .array(z.object({ tag: text, color: text }))
    .nullable()
    .default(null),
  attributes: z.record(z.string(), z.json()).nullable().default(null),
  createdBy: text,
  createdAt: text,
  updatedAt: text,
});
export type ProjectUserRow = z.infer<typeof projectUserRow>;

export const invitationRow = z.object({
  _id: objectId,
  id_project: objectId,
  /** The server accepts an invitation without one. */
  email: text,
  role: text,
  createdBy: text,
  createdAt: text,
  updatedAt: text,
});
export type InvitationRow = z.infer<typeof invitationRow>;

export const groupRow = z.object({
  _id: objectId,
  id_project: objectId.nullable().default(null),
  name: text,
  /** User ids, neither validated nor cleaned up by the server. */
  members: z.array(z.string()).nullable().default(null),
  enabled: flag,
  trashed,
  createdAt: text,
  updatedAt: text,
});
export type GroupRow = z.infer<typeof groupRow>;

export const roleRow = z.object({
  _id: objectId,
  name: z.string(),
  permissions: z.array(z.string()).nullable().default(null),
});
export type RoleRow = z.infer<typeof roleRow>;

export const projectRow = z.object({
  _id: objectId,
  name: text,
  /** 100 active, 0 deleted. */
  status: count,
  profile: z.object({ name: text, type: text, agents: count, trialDays: count }).nullable().default(null),
  createdBy: text,
  createdAt: text,
  updatedAt: text,
});
export type ProjectRow = z.infer<typeof projectRow>;

/** `GET /projects` lists the caller's memberships with the project populated; null when the project is gone. */
export const projectMembershipRow = z.object({
  _id: objectId,
  role: text,
  id_project: projectRow.nullable().default(null),
});
export type ProjectMembershipRow = z.infer<typeof projectMembershipRow>;

export const activityRow = z.object({
  _id: objectId,
  verb: z.string(),
  actor: z.object({ type: text, id: text, name: text }).nullable().default(null),
  actionObj: z
    .object({ deleteType: text, inviteType: text, updateType: text, email: text, role: text })
    .nullable()
    .default(null),
  target: z
    .object({
      type: text,
      id: text,
      object: z
        .object({
          email: text,
          id_user: z
            .union([z.object({ firstname: text, lastname: text }), z.string()])
            .nullable()
            .default(null),
        })
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  message: text,
  createdAt: z.string(),
});
export type ActivityRow = z.infer<typeof activityRow>;

export const activitiesEnvelope = z.object({
  activities: z.array(z.unknown()),
  perPage: z.number(),
  count: z.number(),
});
export const errorEnvelope = z.object({ error: text });
export const signInEnvelope = z.object({ token: z.string().min(1) });
