import type { Answer } from "../answer.js";
import { failure, json, unauthorized } from "./answer.js";
import { authenticate, hasTwoPartAuthorization } from "./authentication.js";
import { castObjectId } from "./object-id.js";
import { type Call, type FixedRole, fixedRoles, type Gate, isAdministrator } from "./route.js";

/** Comes before authentication: an unknown project is a 400 even for a stranger. Refusal, or `undefined` to go on. */
export function findProject(call: Call, given: string): Answer | undefined {
  const id = castObjectId(given);
  if (id === undefined) return json(400, { error: `Invalid project id: ${given}` });
  const project = call.state.projects.get(id);
  if (project?.status !== 100) return json(400, { error: `Project not found with id: ${given}` });
  call.project = project;
  return undefined;
}

/** The checks between a route and its caller, in the server's order. Refusal, or `undefined` to go on. */
export function passGate(call: Call, gate: Gate): Answer | undefined {
  if (gate === "public") return undefined;
  const caller = authenticate(call);
  if (!caller) return unauthorized();
  if (!hasTwoPartAuthorization(call)) return failure(403, "Unauthorized.");
  call.caller = caller;
  return gate === "signedIn" ? undefined : passRole(call, caller.id, gate);
}

function passRole(call: Call, callerId: string, role: FixedRole): Answer | undefined {
  const projectId = castObjectId(call.params["pid"] ?? "");
  // The membership query has no answer for a malformed id under /projects, and nobody catches that.
  if (projectId === undefined) throw new Error("Cast to ObjectId failed.");
  const membership = call.state.activeMembership(projectId, callerId);
  if (membership) call.membership = membership;
  if (isAdministrator(call.caller)) return undefined;
  if (!membership) return failure(403, "you dont belong to the project.");
  return hasRole(membership.role, role) ? undefined : failure(403, "you dont have the required role.");
}

/**
 * The hole of the real server, kept on purpose: a role outside the fixed seven falls to a permission check,
 * the routes name no permission, and so a custom or misspelt role passes every gate.
 */
function hasRole(held: string | undefined, wanted: FixedRole): boolean {
  const rank = fixedRoles.indexOf(held as FixedRole);
  return rank < 0 || rank >= fixedRoles.indexOf(wanted);
}
