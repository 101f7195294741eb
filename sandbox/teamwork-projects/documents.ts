/*
 * Everything that the stand-in remembers, in a shape of its own; each version of the API shows it in its own way.
 * Moments are ISO 8601 without fractions, "" for none.
 */

export interface PersonDocument {
  readonly id: number;
  firstName: string;
  lastName: string;
  email: string;
  /** `account`, `collaborator`, `contact`, or what nobody knows. */
  userType: string;
  isOwner: boolean;
  isAdministrator: boolean;
  isClientUser: boolean;
  isServiceAccount: boolean;
  isPlaceholder: boolean;
  companyId: number;
  title: string;
  phoneOffice: string;
  phoneOfficeExt: string;
  phoneMobile: string;
  timeZone: string;
  invited: "PENDING" | "COMPLETE";
  invitedAt: string;
  acceptedAt: string;
  createdAt: string;
  changedAt: string;
  lastLogin: string;
  deletedAt: string | null;
  deletedBy: number | null;
  avatarUrl: string;
  tags: readonly string[];
}

export interface CompanyDocument {
  readonly id: number;
  name: string;
  isOwner: boolean;
  website: string;
  city: string;
  countryCode: string;
  phone: string;
  createdAt: string;
  changedAt: string;
}

export interface ProjectDocument {
  readonly id: number;
  name: string;
  description: string;
  status: "active" | "archived" | "deleted";
  subStatus: string;
  companyId: number;
  createdAt: string;
  changedAt: string;
  memberIds: number[];
  administratorIds: number[];
  observerIds: number[];
}

export interface TeamDocument {
  readonly id: number;
  name: string;
  handle: string;
  description: string;
  companyId: number | null;
  projectId: number | null;
  parentId: number | null;
  memberIds: number[];
  isPrivate: boolean;
  deletedAt: string | null;
  createdAt: string;
}

export interface ProjectRoleDocument {
  readonly id: number;
  readonly projectId: number;
  name: string;
  description: string;
  holderIds: number[];
}

export interface JobRoleDocument {
  readonly id: number;
  name: string;
  isActive: boolean;
  holderIds: number[];
  primaryHolderIds: number[];
}

export interface ActivityDocument {
  readonly id: number;
  action: string;
  /** Of the item: `task`. */
  type: string;
  at: string;
  description: string;
  extraDescription: string;
  userId: number;
  forUserId: number | null;
  projectId: number;
  itemId: number;
  /** What the item is in, as a link: `tasklists/2952529`. */
  itemLink: string;
  dueDate: string;
  isPrivate: boolean;
}
