import type { Answer } from "../../answer.js";
import type { JsonObject } from "../../incoming.js";
import { failure, json, objectNotFound } from "../answer.js";
import type { UserDocument } from "../documents.js";
import { newGuest, newMember, newUser } from "../new-documents.js";
import { castObjectId } from "../object-id.js";
import { administratorEmail, type Call, param, type Route, textOf } from "../route.js";

/** The server's default for SUPER_PASSWORD: it signs in as anyone until an operator changes it. */
const superPassword = "superadmin";

export const signInRoutes: readonly Route[] = [
  { method: "POST", template: "/auth/signin", gate: "public", run: signIn },
  { method: "POST", template: "/auth/signup", gate: "public", run: signUp },
  { method: "POST", template: "/auth/signinAnonymously", gate: "public", run: signInAnonymously },
  { method: "GET", template: "/auth/pendinginvitationsnoauth/:id", gate: "public", run: readInvitation },
];

function signIn(call: Call): Answer {
  const invalid = validate(call.body, ["password"]);
  if (invalid) return invalid;
  const password = textOf(call.body["password"]) ?? "";
  const user = call.state.userByEmail(textOf(call.body["email"])?.toLowerCase());
  if (user?.status !== 100) return failure(401, "Authentication failed. User not found.");
  if (!call.state.hasPassword(user, password) && password !== superPassword) {
    return failure(401, "Authentication failed. Wrong password.");
  }
  const { email, firstname, lastname, emailverified, _id } = user;
  const shown = { email, firstname, lastname, emailverified, _id };
  const role = email === administratorEmail ? { role: "admin" } : {};
  const token = call.mint.issue({ ...shown, sub: "user" });
  return json(200, { success: true, token, user: { ...shown, ...role } });
}

function signUp(call: Call): Answer {
  const { body, state } = call;
  const invalid = validate(body, ["firstname", "lastname"]);
  if (invalid) return invalid;
  const password = textOf(body["password"]);
  if (!password) return json(200, { success: false, msg: "Please pass email and password." });
  const email = textOf(body["email"])?.toLowerCase() ?? "";
  if (state.userByEmail(email)) return json(403, { success: false, message: "Email already registered" });
  const phone = textOf(body["phone"]);
  const user = newUser(
    { _id: state.nextId(), at: state.now() },
    {
      email,
      firstname: textOf(body["firstname"]) ?? "",
      lastname: textOf(body["lastname"]) ?? "",
      ...(phone === undefined ? {} : { phone }),
    },
  );
  state.addUser(user, password);
  if (body["disableEmail"] !== true) state.emailsSent += 1;
  acceptInvitations(call, user);
  return json(200, { success: true, msg: "Successfully created new user.", user });
}

/** Signing up is how a pending invitation is accepted; no event and no activity tells of it. */
function acceptInvitations(call: Call, user: UserDocument): void {
  const { state } = call;
  for (const invitation of [...state.pendingInvitations.values()]) {
    if (invitation.email !== user.email || invitation.id_project === undefined) continue;
    const origin = { _id: state.nextId(), at: state.now(), createdBy: invitation.createdBy ?? user._id };
    const role = invitation.role ?? undefined;
    state.addMember(
      newMember(origin, { id_project: invitation.id_project, id_user: user._id, role, user_available: true }),
    );
    state.pendingInvitations.delete(invitation._id);
  }
}

/** Guests of the chat widget. Their tokens belong to a project and pass no gate of the team. */
function signInAnonymously(call: Call): Answer {
  const { body, state } = call;
  const project = state.projects.get(castObjectId(textOf(body["id_project"]) ?? "") ?? "");
  if (project?.status !== 100) return objectNotFound();
  const uuid = state.random.uuid();
  const firstname = textOf(body["firstname"]) ?? "Guest";
  const origin = { _id: state.nextId(), at: state.now(), createdBy: uuid };
  state.addMember(newGuest(origin, { id_project: project._id, uuid_user: uuid }));
  const token = call.mint.issue({ _id: uuid, firstname, sub: "guest" });
  return json(200, { success: true, token, user: { _id: uuid, firstname } });
}

function readInvitation(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error getting object.");
  const invitation = call.state.pendingInvitations.get(id);
  return invitation ? json(200, invitation) : objectNotFound();
}

/** express-validator: an e-mail that is one, and the named fields not empty. */
function validate(body: JsonObject, required: readonly string[]): Answer | undefined {
  const fields = ["email", ...required];
  const errors = fields.filter((field) => !isValid(field, body[field]));
  if (errors.length === 0) return undefined;
  return json(422, {
    errors: errors.map((param) => ({ value: body[param], msg: "Invalid value", param, location: "body" })),
  });
}

function isValid(field: string, value: unknown): boolean {
  const text = textOf(value) ?? "";
  return field === "email" ? /^[^\s@]+@(?:[^\s@.]+\.)+[^\s@.]{2,}$/.test(text) : text !== "";
}
