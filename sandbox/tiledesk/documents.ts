/**
 * Tiledesk's documents as its server keeps them. Field order is the order on the wire (recorded bodies), so
 * create them in that order. Optional means: absent from the document, never null unless the type says so.
 */
export interface UserDocument {
  /** 100 active, 0 deleted. */
  status: number;
  _id: string;
  email: string;
  firstname: string;
  lastname: string;
  emailverified: boolean;
  createdAt: string;
  updatedAt: string;
  __v: number;
  phone?: string;
  description?: string;
  public_email?: string;
  public_website?: string;
  attributes?: unknown;
}

interface MemberTag {
  _id: string;
  [field: string]: unknown;
}

/** A project_user: the membership of one human (or guest) in one project. */
export interface MemberDocument {
  user_available: boolean;
  number_assigned_requests: number;
  last_login_at: string;
  permissions: string[];
  status: string;
  /** Absent in records older than soft deletion. */
  trashed?: boolean;
  _id: string;
  /** Absent in the orphan that PUT with an unknown id creates. */
  id_project?: string;
  id_user?: string;
  uuid_user?: string;
  role?: string;
  /** 1 agents, 2 users and guests; absent in old records. */
  roleType?: number;
  createdBy?: string;
  tags: MemberTag[];
  createdAt: string;
  updatedAt: string;
  __v: number;
  attributes?: unknown;
  profileStatus?: string;
  max_assigned_chat?: number;
  settings?: Record<string, unknown>;
  presence?: { status: string; changedAt: string };
}

export interface ProjectDocument {
  /** 100 active, 0 deleted. */
  status: number;
  ipFilterEnabled: boolean;
  ipFilter: string[];
  ipFilterDenyEnabled: boolean;
  ipFilterDeny: string[];
  _id: string;
  name: string;
  activeOperatingHours: boolean;
  createdBy: string;
  profile: { trialDays: number; name: string; agents: number; type: string };
  versions: number;
  channels: { name: string }[];
  bannedUsers: unknown[];
  createdAt: string;
  updatedAt: string;
  __v: number;
  settings?: Record<string, unknown>;
  attributes?: unknown;
  description?: string;
}

export interface PendingInvitationDocument {
  _id: string;
  email?: string | null;
  role?: string | null;
  id_project?: string;
  createdBy?: string;
  createdAt: string;
  updatedAt: string;
  __v: number;
}

export interface RoleDocument {
  permissions: string[];
  _id: string;
  name?: string;
  id_project?: string;
  __v: number;
}

export interface GroupDocument {
  /** User ids, neither checked nor cleaned by the server. */
  members: string[];
  enabled: boolean;
  _id: string;
  name?: string;
  /** Absent in old groups, which the list then hides. */
  trashed?: boolean;
  id_project?: string;
  createdBy?: string;
  createdAt: string;
  updatedAt: string;
  __v: number;
  attributes?: unknown;
}

export interface DepartmentDocument {
  routing: string;
  default: boolean;
  /** 1 shown, 0 hidden, -1 archived. */
  status: number;
  _id: string;
  name?: string;
  id_group?: string | null;
  groups: unknown[];
  id_project?: string;
  createdBy?: string;
  tags: unknown[];
  createdAt: string;
  updatedAt: string;
  __v: number;
  description?: string;
  id_bot?: string | null;
}

export interface ActivityDocument {
  _id: string;
  id_project: string;
  actor: { _id: string; type: string; id: string; name: string };
  verb: string;
  actionObj: Record<string, unknown>;
  target: { type: string; id: string; object: Record<string, unknown> };
  createdAt: string;
  updatedAt: string;
  involvedUserIds: string[];
  __v: number;
  /** Absent on PROJECT_USER_UPDATE (recorded). */
  message?: string;
}
