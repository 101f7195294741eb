/** Everything that the stand-in remembers, in a shape of its own; each dialect shows it in its own way. */

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
  createdAt: string;
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
  administratorIds: readonly number[];
  observerIds: readonly number[];
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
  deletedAt: string | null;
  createdAt: string;
}

export interface ProjectRoleDocument {
  readonly id: number;
  readonly projectId: number;
  name: string;
  description: string;
  holderIds: readonly number[];
}

export interface JobRoleDocument {
  readonly id: number;
  name: string;
  isActive: boolean;
  holderIds: readonly number[];
  primaryHolderIds: readonly number[];
}

export interface ActivityDocument {
  readonly id: number;
  action: string;
  type: string;
  at: string;
  description: string;
  extraDescription: string;
  userId: number;
  forUserId: number | null;
  projectId: number;
  itemId: number;
}
