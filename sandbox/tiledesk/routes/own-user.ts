import type { Answer } from "../../answer.js";
import type { JsonObject } from "../../incoming.js";
import { failure, json, objectNotFound } from "../answer.js";
import { CastError, castText } from "../cast.js";
import type { UserDocument } from "../documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, callerOf, given, param, type Route, textOf } from "../route.js";

export const ownUserRoutes: readonly Route[] = [
  { method: "GET", template: "/users", gate: "signedIn", run: readOwn },
  { method: "PUT", template: "/users", gate: "signedIn", run: updateOwn },
  { method: "DELETE", template: "/users", gate: "signedIn", run: anonymiseOwn },
  { method: "DELETE", template: "/users/physical", gate: "signedIn", run: removeOwn },
  { method: "PUT", template: "/users/changepsw", gate: "signedIn", run: changePassword },
  { method: "GET", template: "/users_util/:userid", gate: "public", run: readPublicUser },
];

/** Guests have a token and no user; the server finds nothing to work on and crashes. */
function userOf(call: Call): UserDocument {
  const { user } = callerOf(call);
  if (!user) throw new Error("A guest has no user.");
  return user;
}

/** Five fields, fewer than the user has. */
function readOwn(call: Call): Answer {
  const { email, firstname, lastname, _id, emailverified } = userOf(call);
  return json(200, { email, firstname, lastname, _id, emailverified });
}

const ownFields = [
  "firstname",
  "lastname",
  "phone",
  "description",
  "public_email",
  "public_website",
] as const;

/**
 * E-mail is not among the fields: nobody can change it. Texts are stored as they come, empty ones too: validators of
 * the model (E.164 among them) run where a user is made, not here. Source: tiledesk-server routes/users.js, models/user.js.
 */
function updateOwn(call: Call): Answer {
  const user = userOf(call);
  try {
    Object.assign(user, ownUpdate(call.body));
  } catch (error) {
    if (error instanceof CastError) return json(500, { success: false, msg: castFailure });
    throw error;
  }
  user.updatedAt = call.state.now();
  call.state.changed();
  return json(200, { success: true, updatedUser: user });
}

/** The error itself is sent where other routes send words; its other fields are left out here. */
const castFailure = { name: "CastError", kind: "string" };

/** Everything is cast before anything is written. */
function ownUpdate(body: JsonObject): Partial<UserDocument> {
  const update: Partial<UserDocument> = {};
  for (const field of ownFields) {
    if (given(body, field)) update[field] = castText(body[field]);
  }
  if (update.phone !== undefined) update.phone = update.phone.trim();
  if (given(body, "attributes")) update.attributes = body["attributes"];
  return update;
}

/** Memberships stay active and show the anonymised user. */
function anonymiseOwn(call: Call): Answer {
  const user = userOf(call);
  call.state.anonymise(user);
  return json(200, { success: true, updatedUser: user });
}

function removeOwn(call: Call): Answer {
  call.state.removeUser(userOf(call));
  return json(200, { success: true, user: { n: 1, ok: 1, deletedCount: 1 } });
}

function changePassword(call: Call): Answer {
  const user = userOf(call);
  const old = textOf(call.body["oldpsw"]) ?? "";
  const fresh = textOf(call.body["newpsw"]) ?? "";
  if (!call.state.hasPassword(user, old)) return failure(401, "Current password is invalid.");
  if (old === fresh) {
    const message = "The new password must be different from the previous one.";
    return json(403, { success: false, message });
  }
  call.state.setPassword(user, fresh);
  return json(200, { message: "Password change successful" });
}

function readPublicUser(call: Call): Answer {
  const id = castObjectId(param(call, "userid"));
  if (id === undefined) return failure(500, "Error getting object.");
  const user = call.state.users.get(id);
  if (!user) return objectNotFound();
  const { firstname, lastname, _id, public_website, public_email, description } = user;
  return json(200, { firstname, lastname, _id, public_website, public_email, description });
}
