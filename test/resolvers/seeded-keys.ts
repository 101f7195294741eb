import type { TiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";
import { encodeGlobalId, type EntityType } from "../../src/directory/ids.js";

/** Global ids and remote keys of things that every seeded company has, as a client would know them. */
export function seededKeys(standIn: TiledeskStandIn, account = "chat"): Record<string, string> {
  const { state, projectIds } = standIn.current();
  const [project = ""] = projectIds;
  const member = [...state.members.values()].find(
    (one) => one.id_project === project && one.role === "agent" && one.status === "active",
  );
  const group = [...state.groups.values()].find((one) => one.id_project === project && one.trashed === false);
  const invitation = [...state.pendingInvitations.values()].find((one) => one.id_project === project);
  if (member === undefined || group === undefined || invitation === undefined)
    throw new Error("The company is too small");
  const idOf = (type: EntityType, kind: string, scope: string | null, id: string): string =>
    encodeGlobalId({ tenant: "default", account, type, ref: { kind, scope, id } });
  return {
    user: idOf("User", "member", project, member._id),
    member: member._id,
    invitation: `invitation:${invitation._id}`,
    team: idOf("Team", "group", project, group._id),
    group: group._id,
    workspace: idOf("Workspace", "project", null, project),
    project,
    role: idOf("Role", "role", project, "supervisor"),
    roleKey: `${project}:supervisor`,
  };
}

/** Those of the keys that are asked for, as variables. */
export function pick(keys: Readonly<Record<string, string>>, names: readonly string[] = []): object {
  return Object.fromEntries(names.map((name) => [name, keys[name]]));
}
