import type {
  DepartmentDocument,
  GroupDocument,
  MemberDocument,
  PendingInvitationDocument,
  ProjectDocument,
  UserDocument,
} from "./documents.js";

/** Defaults are evaluated when the server starts, so every record shows this and nobody's log-in (recorded). */
const serverStartedAt = "2026-11-14T06:00:00.000Z";

/** What each new document is told. */
export interface Origin {
  readonly _id: string;
  readonly at: string;
  /** User id of the one who asked for it. */
  readonly createdBy: string;
}

const memberDefaults = (userAvailable: boolean) => ({
  user_available: userAvailable,
  number_assigned_requests: 0,
  last_login_at: serverStartedAt,
  permissions: [],
  status: "active",
  trashed: false,
});

const stamps = (at: string) => ({ createdAt: at, updatedAt: at, __v: 0 });

export function newUser(
  origin: Omit<Origin, "createdBy">,
  person: { email: string; firstname: string; lastname: string; phone?: string },
): UserDocument {
  const { email, firstname, lastname, phone } = person;
  return {
    status: 100,
    _id: origin._id,
    email,
    firstname,
    lastname,
    emailverified: false,
    ...stamps(origin.at),
    ...(phone === undefined ? {} : { phone }),
  };
}

export interface Membership {
  readonly id_project: string;
  readonly id_user: string;
  readonly role: string | undefined;
  readonly user_available: boolean;
}

export function newMember(origin: Origin, membership: Membership): MemberDocument {
  const { id_project, id_user, role, user_available } = membership;
  return {
    ...memberDefaults(user_available),
    _id: origin._id,
    id_project,
    id_user,
    ...(role === undefined ? {} : { role }),
    roleType: 1,
    createdBy: origin.createdBy,
    tags: [],
    ...stamps(origin.at),
  };
}

export function newGuest(origin: Origin, guest: { id_project: string; uuid_user: string }): MemberDocument {
  return {
    ...memberDefaults(false),
    _id: origin._id,
    ...guest,
    role: "guest",
    roleType: 2,
    tags: [],
    createdBy: origin.createdBy,
    ...stamps(origin.at),
  };
}

/** PUT upserts: an unknown id becomes a membership of nobody in no project (recorded). */
export function newOrphan(id: string, at: string, update: Partial<MemberDocument>): MemberDocument {
  const orphan = { ...memberDefaults(true), _id: id, updatedAt: at };
  return Object.assign(orphan, update, { __v: 0, createdAt: at, tags: update.tags ?? [] });
}

export function newProject(origin: Origin, name: string): ProjectDocument {
  return {
    status: 100,
    ipFilterEnabled: false,
    ipFilter: [],
    ipFilterDenyEnabled: false,
    ipFilterDeny: [],
    _id: origin._id,
    name,
    activeOperatingHours: false,
    createdBy: origin.createdBy,
    profile: { trialDays: 14, name: "Sandbox", agents: 0, type: "free" },
    versions: 20115,
    channels: [{ name: "chat21" }],
    bannedUsers: [],
    ...stamps(origin.at),
  };
}

export function newDefaultDepartment(origin: Origin, id_project: string): DepartmentDocument {
  return {
    routing: "assigned",
    default: true,
    status: 1,
    _id: origin._id,
    name: "Default Department",
    id_project,
    createdBy: origin.createdBy,
    groups: [],
    tags: [],
    ...stamps(origin.at),
  };
}

export function newDepartment(
  origin: Origin,
  department: Pick<DepartmentDocument, "routing" | "status" | "default"> &
    Partial<
      Pick<
        DepartmentDocument,
        "id_project" | "name" | "id_group" | "groups" | "tags" | "description" | "id_bot"
      >
    >,
): DepartmentDocument {
  const { id_group, groups, tags, description, id_bot } = department;
  return {
    routing: department.routing,
    default: department.default,
    status: department.status,
    _id: origin._id,
    ...(department.name === undefined ? {} : { name: department.name }),
    ...(id_group === undefined ? {} : { id_group }),
    groups: groups ?? [],
    ...(department.id_project === undefined ? {} : { id_project: department.id_project }),
    createdBy: origin.createdBy,
    tags: tags ?? [],
    ...stamps(origin.at),
    ...(description === undefined ? {} : { description }),
    ...(id_bot === undefined ? {} : { id_bot }),
  };
}

export function newGroup(
  origin: Origin,
  group: { id_project: string; name: string; members: string[] },
): GroupDocument {
  return {
    members: group.members,
    enabled: true,
    _id: origin._id,
    name: group.name,
    trashed: false,
    id_project: group.id_project,
    createdBy: origin.createdBy,
    ...stamps(origin.at),
  };
}

export function newPendingInvitation(
  origin: Origin,
  invitation: { email: string | undefined; role: string; id_project: string },
): PendingInvitationDocument {
  const { email, role, id_project } = invitation;
  return {
    _id: origin._id,
    ...(email === undefined ? {} : { email }),
    role,
    id_project,
    createdBy: origin.createdBy,
    ...stamps(origin.at),
  };
}
