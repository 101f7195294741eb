import { z } from "zod";
import { count, flag, idText, moment, optionalId, reference, text } from "../teamwork-site/values.js";

/*
 * The rows of Teamwork Projects' answers in the words of `dialects.ts`, cut down to what Rollcall uses; the allow-lists
 * of `remote` too. The dialects show different fields, so all but the id may be absent.
 */

const references = z.array(z.object({ id: idText })).nullish();
const tags = z.array(z.union([z.object({ name: text }), z.string()])).nullish();

export const personRow = z.object({
  id: idText,
  firstName: text,
  lastName: text,
  fullName: text,
  emailAddress: text,
  userName: text,
  userType: text,
  administrator: flag,
  siteOwner: flag,
  isClientUser: flag,
  isServiceAccount: flag,
  isPlaceholderResource: flag,
  inOwnerCompany: flag,
  deleted: flag,
  companyId: optionalId,
  companyName: text,
  companyRoleId: optionalId,
  title: text,
  avatarUrl: text,
  phoneNumberOffice: text,
  phoneNumberOfficeExt: text,
  phoneNumberMobile: text,
  phoneNumberHome: text,
  timezone: text,
  localization: z.object({ timezone: text }).nullish(),
  userInvitedStatus: text,
  userInvitedDate: moment,
  createdAt: moment,
  lastChangedOn: moment,
  lastActive: moment,
  lastLogin: moment,
  deletedAt: moment,
  twoFactorAuthEnabled: flag,
  hasDeskAccount: flag,
  lengthOfDay: z.union([z.string(), z.number()]).nullish(),
  permissions: z.record(z.string(), z.unknown()).nullish(),
  tags,
  /** Ids of the projects that the person is in: only where they were asked for. */
  projects: z.array(idText).nullish(),
  /** Likewise, of the teams: ids in v2, references in v3. */
  teams: z.array(z.union([idText, z.object({ id: idText }).transform(({ id }) => id)])).nullish(),
});
export type PersonRow = z.infer<typeof personRow>;

export const companyRow = z.object({
  id: idText,
  name: text,
  isOwner: flag,
  status: text,
  website: text,
  city: text,
  country: text,
  countrycode: text,
  countryCode: text,
  industry: z.union([z.string(), reference]).nullish(),
  accounts: count,
  clients: count,
  collaborators: count,
  contacts: count,
  createdAt: text,
  updatedAt: text,
});
export type CompanyRow = z.infer<typeof companyRow>;

export const projectRow = z.object({
  id: idText,
  name: text,
  description: text,
  status: text,
  subStatus: text,
  type: text,
  companyId: optionalId,
  company: z.object({ id: optionalId, name: text }).nullish(),
  startDate: text,
  endDate: text,
  startAt: text,
  endAt: text,
  createdAt: text,
  updatedAt: text,
  /** Who works in it, where that was asked for: in v3, and in v1. */
  users: references,
  people: z.array(z.union([idText, z.object({ id: idText }).transform(({ id }) => id)])).nullish(),
});
export type ProjectRow = z.infer<typeof projectRow>;

/** A person as a project shows it, with what it may do there. */
export const projectPersonRow = z.object({
  id: idText,
  permissions: z.record(z.string(), z.unknown()).nullish(),
});
export type ProjectPersonRow = z.infer<typeof projectPersonRow>;

const linked = z.object({ id: optionalId, name: text }).nullish();

export const teamRow = z.object({
  id: idText,
  name: text,
  handle: text,
  description: text,
  projectId: optionalId,
  company: linked,
  parentTeam: linked,
  /** The documents differ in what is beside the id (contract section 2.4). */
  members: z.array(z.object({ id: idText })).nullish(),
  numMembers: count,
  isPrivate: flag,
  deleted: flag,
  dateCreated: text,
  dateUpdated: text,
});
export type TeamRow = z.infer<typeof teamRow>;

export const projectRoleRow = z.object({
  id: idText,
  name: text,
  description: text,
  users: z.array(z.object({ id: idText })).nullish(),
});
export type ProjectRoleRow = z.infer<typeof projectRoleRow>;

export const jobRoleRow = z.object({
  id: idText,
  name: text,
  isActive: flag,
  users: references,
  primaryUsers: references,
});
export type JobRoleRow = z.infer<typeof jobRoleRow>;

export const activityRow = z.object({
  id: idText,
  activityType: text,
  latestActivityType: text,
  type: text,
  dateTime: moment,
  description: text,
  extraDescription: text,
  publicInfo: text,
  userId: optionalId,
  user: reference,
  fromUserName: text,
  forUserId: optionalId,
  forUser: reference,
  forUserName: text,
  projectId: optionalId,
  project: reference,
  projectName: text,
  companyId: optionalId,
  companyName: text,
  itemId: optionalId,
  item: reference,
  itemLink: text,
  link: text,
  dueDate: text,
});
export type ActivityRow = z.infer<typeof activityRow>;

/** What the account itself says of the installation's plan. */
export const accountRow = z.object({ paidForUsers: count, pricePlan: text, companyid: optionalId });
