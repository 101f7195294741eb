/*
 * The people of the recorded session as Rollcall must show them, every field of them, in the words of `plain`.
 */

export const project = "6b0327c6994b690ffca98487";
const inProject = { kind: "project", scope: null, id: project };
export const adaId = "6b0327c7994b690ffca9851e";
export const adaRef = { kind: "member", scope: project, id: adaId };

const absent = {
  ...{ username: null, title: null, extension: null, avatarUrl: null, timeZone: null, locale: null },
  ...{ boundary: "INTERNAL", license: null, organization: null, surface: "tiledesk", accountKey: "chat" },
};
const noMoments = {
  ...{ invitedAt: null, lastActiveAt: null, disabledAt: null, deletedAt: null, restorableUntil: null },
};
const idle = {
  ...{ presence: null, rawPresence: null, presenceChangedAt: null, isBusy: false, note: null },
  ...{ openConversations: 0, maxConversations: null },
};

function role(name: string, known: { privilege: string; details: unknown; isBuiltIn?: boolean }): object {
  const { privilege, details, isBuiltIn = true } = known;
  return {
    ...{ id: `acme chat Role role ${project} ${name}`, accountKey: "chat", remoteId: name },
    ...{ remoteKey: `${project}:${name}`, ref: { kind: "role", scope: project, id: name }, name },
    ...{ scope: "WORKSPACE", kind: isBuiltIn ? "ACCESS" : "CUSTOM", privilege, license: null, isBuiltIn },
    ...{ details, surface: "tiledesk", toRemote: { name } },
  };
}

const agentDetails = {
  ...{ description: "Answers conversations and sees the team.", isAssignable: true, permissions: null },
};
const agent = role("agent", { privilege: "MEMBER", details: agentDetails });
const supervisor = role("supervisor", {
  privilege: "MANAGER",
  details: { description: "An agent who oversees others.", isAssignable: true, permissions: null },
});

const remoteHuman = { description: null, phone: null, status: 100 };
const remoteMember = {
  ...{ id_project: project, uuid_user: null, roleType: 1, status: "active", trashed: false, isBusy: false },
  ...{ profileStatus: null, presence: null, number_assigned_requests: 0, max_assigned_chat: null },
  ...{ permissions: [], tags: [], attributes: null, createdBy: "6b0327c3994b690ffca98466" },
};

export const owner = {
  ...absent,
  ...{
    id: `acme chat User member ${project} 6b0327c6994b690ffca98489`,
    remoteId: "6b0327c6994b690ffca98489",
  },
  ...{ remoteKey: "6b0327c6994b690ffca98489", displayName: "Olivia Owner", state: "ACTIVE", kind: "HUMAN" },
  ref: { kind: "member", scope: project, id: "6b0327c6994b690ffca98489" },
  name: { full: "Olivia Owner", given: "Olivia", family: "Owner" },
  ...{ email: "owner.mws4acvk@example.com", phone: "+390832000001", identityId: "6b0327c3994b690ffca98466" },
  lifecycle: {
    ...{ ...noMoments, state: "ACTIVE", rawState: "active" },
    ...{ createdAt: "2026-11-22T17:35:02.806Z", updatedAt: "2026-11-22T17:35:02.806Z" },
  },
  availability: { ...idle, isAvailable: true },
  privilege: "OWNER",
  roleAssignments: [
    {
      role: role("owner", {
        privilege: "OWNER",
        details: {
          ...{
            description: "Created the project and may delete it.",
            isAssignable: false,
            permissions: null,
          },
        },
      }),
      workspace: inProject,
    },
  ],
  ...{ ownPermissions: [], tags: [], attributes: null },
  toRemote: {
    ...{ ...remoteMember, _id: "6b0327c6994b690ffca98489", role: "owner", user_available: true },
    id_user: {
      ...{ ...remoteHuman, _id: "6b0327c3994b690ffca98466", email: "owner.mws4acvk@example.com" },
      ...{ firstname: "Olivia", lastname: "Owner", phone: "+390832000001", description: "Support lead" },
    },
    ...{ createdAt: "2026-11-22T17:35:02.806Z", updatedAt: "2026-11-22T17:35:02.806Z" },
  },
};

const adaHuman = {
  ...{ ...remoteHuman, _id: "6b0327c3994b690ffca9846a", email: "ada.mws4acvk@example.com" },
  ...{ firstname: "Ada", lastname: "Lovelace" },
};
const adaRemote = {
  ...{ ...remoteMember, _id: adaId, role: "agent", user_available: false, id_user: adaHuman },
  ...{ createdAt: "2026-11-22T17:35:03.192Z", updatedAt: "2026-11-22T17:35:03.192Z" },
};
export const ada = {
  ...absent,
  ...{ id: `acme chat User member ${project} ${adaId}`, remoteId: adaId, remoteKey: adaId, ref: adaRef },
  ...{ displayName: "Ada Lovelace", state: "ACTIVE", kind: "HUMAN", phone: null },
  name: { full: "Ada Lovelace", given: "Ada", family: "Lovelace" },
  ...{ email: "ada.mws4acvk@example.com", identityId: "6b0327c3994b690ffca9846a" },
  lifecycle: {
    ...{ ...noMoments, state: "ACTIVE", rawState: "active" },
    ...{ createdAt: "2026-11-22T17:35:03.192Z", updatedAt: "2026-11-22T17:35:03.192Z" },
  },
  availability: { ...idle, isAvailable: false },
  privilege: "MEMBER",
  roleAssignments: [{ role: agent, workspace: inProject }],
  ...{ ownPermissions: [], tags: [], attributes: null },
  toRemote: adaRemote,
};

/** What was set on Ada before she was disabled. */
const setOnAda = {
  ...{ profileStatus: "on the phone", max_assigned_chat: 5, attributes: { touched_from: "other project" } },
  ...{ tags: [{ tag: "vip", color: "#f00" }], role: "supervisor" },
};
export const disabledAda = {
  ...{ ...ada, state: "DISABLED", privilege: "MANAGER", tags: ["vip"] },
  attributes: { touched_from: "other project" },
  roleAssignments: [{ role: supervisor, workspace: inProject }],
  lifecycle: {
    ...{ ...ada.lifecycle, state: "DISABLED", rawState: "disabled", updatedAt: "2026-11-22T17:35:04.821Z" },
  },
  availability: { ...idle, isAvailable: false, note: "on the phone", maxConversations: 5 },
  toRemote: { ...adaRemote, ...setOnAda, status: "disabled", updatedAt: "2026-11-22T17:35:04.821Z" },
};
export const trashedAda = {
  ...{ ...disabledAda, state: "DELETED" },
  lifecycle: {
    ...{ ...ada.lifecycle, state: "DELETED", rawState: "trashed", updatedAt: "2026-11-22T17:35:04.918Z" },
  },
  availability: { ...disabledAda.availability, isAvailable: true },
  toRemote: {
    ...{
      ...disabledAda.toRemote,
      trashed: true,
      user_available: true,
      updatedAt: "2026-11-22T17:35:04.918Z",
    },
  },
};

export const bob = {
  ...ada,
  ...{
    id: `acme chat User member ${project} 6b0327c7994b690ffca98558`,
    remoteId: "6b0327c7994b690ffca98558",
  },
  ...{ remoteKey: "6b0327c7994b690ffca98558", displayName: "Bob Builder" },
  ref: { ...adaRef, id: "6b0327c7994b690ffca98558" },
  name: { full: "Bob Builder", given: "Bob", family: "Builder" },
  ...{ email: "bob.mws4acvk@example.com", identityId: "6b0327c4994b690ffca9846e", privilege: "ADMIN" },
  lifecycle: {
    ...{ ...ada.lifecycle, createdAt: "2026-11-22T17:35:03.486Z", updatedAt: "2026-11-22T17:35:03.486Z" },
  },
  availability: { ...idle, isAvailable: true },
  roleAssignments: [
    { role: role("wizard", { privilege: "ADMIN", details: null, isBuiltIn: false }), workspace: inProject },
  ],
  toRemote: {
    ...{ ...adaRemote, _id: "6b0327c7994b690ffca98558", role: "wizard", user_available: true },
    id_user: {
      ...{ ...adaHuman, _id: "6b0327c4994b690ffca9846e", email: "bob.mws4acvk@example.com" },
      ...{ firstname: "Bob", lastname: "Builder" },
    },
    ...{ createdAt: "2026-11-22T17:35:03.486Z", updatedAt: "2026-11-22T17:35:03.486Z" },
  },
};

export const nia = {
  ...bob,
  ...{
    id: `acme chat User member ${project} 6b0327c7994b690ffca98592`,
    remoteId: "6b0327c7994b690ffca98592",
  },
  ...{ remoteKey: "6b0327c7994b690ffca98592", displayName: "Nia Newcomer" },
  ref: { ...adaRef, id: "6b0327c7994b690ffca98592" },
  name: { full: "Nia Newcomer", given: "Nia", family: "Newcomer" },
  ...{ email: "new.mws4acvk@example.com", identityId: "6b0327c7994b690ffca9858e", privilege: "ADMIN" },
  lifecycle: {
    ...{ ...ada.lifecycle, createdAt: "2026-11-22T17:35:03.941Z", updatedAt: "2026-11-22T17:35:03.941Z" },
  },
  roleAssignments: [
    {
      role: role("admin", {
        privilege: "ADMIN",
        details: {
          description: "Manages the project and its people.",
          isAssignable: true,
          permissions: null,
        },
      }),
      workspace: inProject,
    },
  ],
  toRemote: {
    ...{ ...bob.toRemote, _id: "6b0327c7994b690ffca98592", role: "admin" },
    id_user: {
      ...{ ...adaHuman, _id: "6b0327c7994b690ffca9858e", email: "new.mws4acvk@example.com" },
      ...{ firstname: "Nia", lastname: "Newcomer" },
    },
    ...{ createdAt: "2026-11-22T17:35:03.941Z", updatedAt: "2026-11-22T17:35:03.941Z" },
  },
};

export const invitedNobody = {
  ...absent,
  ...{
    id: `acme chat User invitation ${project} 6b0327c7994b690ffca9854d`,
    remoteId: "6b0327c7994b690ffca9854d",
  },
  ...{ remoteKey: "invitation:6b0327c7994b690ffca9854d", displayName: "6b0327c7994b690ffca9854d" },
  ref: { kind: "invitation", scope: project, id: "6b0327c7994b690ffca9854d" },
  ...{ state: "INVITED", kind: "HUMAN", name: null, email: null, phone: null, identityId: null },
  lifecycle: {
    ...{ ...noMoments, state: "INVITED", rawState: "pending", invitedAt: "2026-11-22T17:35:03.405Z" },
    ...{ createdAt: "2026-11-22T17:35:03.405Z", updatedAt: "2026-11-22T17:35:03.405Z" },
  },
  ...{ availability: null, privilege: "MEMBER", roleAssignments: [{ role: agent, workspace: inProject }] },
  ...{ ownPermissions: null, tags: null, attributes: null },
  toRemote: {
    ...{ _id: "6b0327c7994b690ffca9854d", id_project: project, email: null, role: "agent" },
    createdBy: "6b0327c3994b690ffca98466",
    ...{ createdAt: "2026-11-22T17:35:03.405Z", updatedAt: "2026-11-22T17:35:03.405Z" },
  },
};

/** SHA-256 of "6b0327c7994b690ffca98536:new.mws4acvk@example.com", the first 16 of base64url. */
const niaTrail = "6b0327c7994b690ffca98536.VNrWsGezgqjHnVhQ";
export const invitedNia = {
  ...invitedNobody,
  ...{ id: `acme chat User invitation ${project} ${niaTrail}`, remoteId: "6b0327c7994b690ffca98536" },
  ...{ remoteKey: "invitation:6b0327c7994b690ffca98536", displayName: "new.mws4acvk" },
  ref: { kind: "invitation", scope: project, id: niaTrail },
  email: "new.mws4acvk@example.com",
  lifecycle: {
    ...{ ...invitedNobody.lifecycle, invitedAt: "2026-11-22T17:35:03.301Z" },
    ...{ createdAt: "2026-11-22T17:35:03.301Z", updatedAt: "2026-11-22T17:35:03.301Z" },
  },
  toRemote: {
    ...{ ...invitedNobody.toRemote, _id: "6b0327c7994b690ffca98536", email: "new.mws4acvk@example.com" },
    ...{ createdAt: "2026-11-22T17:35:03.301Z", updatedAt: "2026-11-22T17:35:03.301Z" },
  },
};
