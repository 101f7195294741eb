import type { Answer } from "../../answer.js";
import type { JsonObject } from "../../incoming.js";
import { failure, invalid, json, noContent, notFound } from "../answer.js";
import type { TalkdeskUser } from "../documents.js";
import type { TalkdeskQuirks } from "../quirks.js";
import { type Call, param, type Route } from "../route.js";
import type { NewUser, UserChanges } from "../state.js";
import { parseUserFields } from "../user-fields.js";
import { createdView, getView } from "../views.js";

/** The guide has these; the public API does not, so an account may be without. */
export const userWriteRoutes: readonly Route[] = [
  { method: "POST", template: "/users", scope: "users:write", absent, run: create },
  { method: "PATCH", template: "/users/:id", scope: "users:write", absent, run: update },
  { method: "DELETE", template: "/users/:id", scope: "users:delete", absent, run: remove },
];

function absent({ writes }: TalkdeskQuirks): Answer | undefined {
  if (writes === "present") return undefined;
  if (writes === "absent404") return notFound();
  return failure(405, "method_not_allowed", "The method is not allowed.");
}

const untold: Omit<NewUser, "name" | "email" | "roleIds"> = {
  state: "pending",
  extension: null,
  ringGroups: [],
  teamIds: [],
  timeZone: null,
  language: null,
  gender: null,
  externalPhoneNumber: null,
};

/** Whoever is made gets a welcome mail, and is pending until they answer it. */
function create(call: Call): Answer {
  const { body, state, quirks } = call;
  const parsed = parseUserFields(state, body);
  const missing = ["name", "email", "role"].filter((field) => body[field] === undefined);
  const fields = [...missing.map((name) => ({ name, description: "is required" })), ...parsed.errors];
  if (fields.length > 0) return invalid(fields);
  const { name = null, email, roleIds = [], ...changes } = parsed.changes;
  if (isTaken(call, email)) return duplicate(quirks);
  const born = changes.state === "inactive" ? "inactive" : untold.state;
  const user = state.addUser({ ...untold, ...changes, name, email, roleIds, state: born });
  state.emailsSent += 1;
  return json(quirks.createStatus, createdView(call, user));
}

/** What was not sent stays; the answer shows what was sent, and no more. */
function update(call: Call): Answer {
  const { body, state } = call;
  const user = state.userById(param(call, "id"));
  if (!user) return notFound();
  const parsed = parseUserFields(state, body);
  if (parsed.errors.length > 0) return invalid(parsed.errors);
  if (isTaken(call, parsed.changes.email, user)) return duplicate(call.quirks);
  state.changeUser(user, withoutStaleParts(user, parsed.changes));
  return json(200, partialView(call, user));
}

/** The two parts of SCIM's name are those of the old one, and an odd spelling is that of the old role. */
function withoutStaleParts(user: TalkdeskUser, changes: UserChanges): UserChanges {
  const isRenamed = changes.name !== undefined && changes.name !== user.name;
  return {
    ...changes,
    ...(isRenamed ? { givenName: undefined, familyName: undefined } : {}),
    ...(changes.roleIds === undefined ? {} : { roleSpelling: undefined }),
  };
}

function partialView(call: Call, user: TalkdeskUser): JsonObject {
  const whole: JsonObject = { ...getView({ ...call, quirks: { ...call.quirks, getShows: "full" } }, user) };
  const sent = Object.keys(whole).filter((field) => field in call.body || isState(field, call.body));
  const shown = Object.fromEntries(sent.map((field) => [field, whole[field]]));
  return { id: user.id, ...shown, updated_at: user.updatedAt };
}

/** A server whose state is called `active` answers a `status` so. */
function isState(field: string, body: JsonObject): boolean {
  return field === "active" && "status" in body;
}

function remove(call: Call): Answer {
  const { state, quirks } = call;
  const user = state.userById(param(call, "id"));
  if (!user) return notFound();
  if (quirks.deletion === "erases") state.removeUser(user);
  else state.changeUser(user, { state: "inactive" });
  return noContent();
}

/** An inactive user keeps the address. */
function isTaken({ state }: Call, email: string | undefined, by?: TalkdeskUser): boolean {
  return email !== undefined && state.usersByEmail(email).some((user) => user !== by);
}

function duplicate({ duplicateStatus }: TalkdeskQuirks): Answer {
  const fields = [{ name: "email", description: "has already been taken" }];
  return failure(duplicateStatus, "conflict", "The user exists already.", { fields });
}
