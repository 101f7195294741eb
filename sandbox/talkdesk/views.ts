import type { JsonObject } from "../incoming.js";
import type { TalkdeskUser } from "./documents.js";
import { type Dialect, linkTo } from "./paging.js";
import type { Call } from "./route.js";
import type { TalkdeskState } from "./state.js";

type StateForm = "text" | "boolean" | "upper" | "missing";

/** What a row of a list shows; `full` by quirk is as much as a get. */
export function listView(call: Call, user: TalkdeskUser, dialect: Dialect): JsonObject {
  const { listShows } = call.quirks;
  if (listShows === "full") return fullView(call, user, dialect);
  if (dialect === "hal") return minimalView(call, user);
  const { id, name, email } = user;
  return { id, name, email, ...stateView(call, user, "text") };
}

export function getView(call: Call, user: TalkdeskUser): JsonObject {
  return call.quirks.getShows === "full" ? fullView(call, user, "jsonapi") : minimalView(call, user);
}

/** What the guide's create answers: less than a get. */
export function createdView(call: Call, user: TalkdeskUser): JsonObject {
  const { id, name, email } = user;
  return { id, name, email, ...stateView(call, user, "text") };
}

/** All fields of the guide. */
function fullView(call: Call, user: TalkdeskUser, dialect: Dialect): JsonObject {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: roleView(call, user),
    ...stateView(call, user, dialect === "hal" ? "boolean" : "text"),
    extension: user.extension,
    ring_groups: user.ringGroups,
    teams: user.teamIds,
    time_zone: user.timeZone,
    language: user.language,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    ...(dialect === "hal" ? selfLink(call, user) : {}),
  };
}

/** All fields of the documents, which know neither role nor teams. */
function minimalView(call: Call, user: TalkdeskUser): JsonObject {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    ...stateView(call, user, "boolean"),
    gender: user.gender,
    extension: user.extension,
    external_phone_number: user.externalPhoneNumber,
    created_at: user.createdAt,
    ...selfLink(call, user),
  };
}

export function selfLink(call: Call, { id }: TalkdeskUser): JsonObject {
  return { _links: { self: { href: linkTo(call, `/users/${id}`) } } };
}

function roleView({ state, quirks }: Call, user: TalkdeskUser): string | null {
  const [roleId] = user.roleIds;
  if (roleId === undefined) return null;
  if (quirks.roleShows === "id") return roleId;
  return user.roleSpelling ?? roleName(state, roleId);
}

function roleName(state: TalkdeskState, roleId: string): string | null {
  return state.roles.find(({ id }) => id === roleId)?.name ?? null;
}

/** Only the third form tells who has not signed in yet; the others call them active. */
function stateView({ quirks }: Call, { state }: TalkdeskUser, usual: "text" | "boolean"): JsonObject {
  const form: StateForm = quirks.status === "asDialect" ? usual : quirks.status;
  const isActive = state !== "inactive";
  switch (form) {
    case "text":
      return { status: isActive ? "active" : "inactive" };
    case "boolean":
      return { active: isActive };
    case "upper":
      return { status: state.toUpperCase() };
    case "missing":
      return {};
  }
}
