import { z } from "zod";
import { identify } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import { highestPrivilege } from "../../directory/role.js";
import type { Team } from "../../directory/team.js";
import { toDisplayName, type User, type UserName } from "../../directory/user.js";
import type { ScimSighting } from "../scim-client/client.js";
import { scimUserRow, type ScimGroupRow } from "../scim-client/rows.js";
import { toLifecycle } from "../scim-client/lifecycle.js";
import { toName } from "./people.js";

const text = z.string().nullable().default(null);

/** Contract 4.1. Rows of lists may come without it. */
export const talkdeskUrn = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";

export const talkdeskScimUserRow = scimUserRow.extend({
  [talkdeskUrn]: z.object({ rolesString: text, teamsString: text }).nullable().default(null),
});
export type TalkdeskScimUserRow = z.infer<typeof talkdeskScimUserRow>;

/** Names between semicolons; one that has a semicolon of its own cannot be told from two. */
export function toNames(list: string | null): readonly string[] {
  const names = (list ?? "").split(";").map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

/** A SCIM User, its roles and teams left out. The user name is the e-mail (contract 4.1), where it is one. */
export function toScimUser(seen: ScimSighting, row: TalkdeskScimUserRow): User {
  const ref = { kind: "scim-user", scope: null, id: row.id };
  const { id, accountKey, remoteId, remoteKey } = identify(seen.account, "User", ref, row.id);
  const name = toScimName(row);
  const userName = row.userName === "" ? null : row.userName;
  const email = userName?.includes("@") === true ? userName : null;
  const username = email === null ? userName : null;
  const lifecycle = toLifecycle(row);
  return {
    id,
    accountKey,
    remoteId,
    remoteKey,
    ref,
    displayName: toDisplayName({ name, username, email, remoteId }),
    state: lifecycle.state,
    name,
    email,
    username,
    title: null,
    phone: null,
    extension: null,
    avatarUrl: null,
    timeZone: row.timezone,
    locale: row.preferredLanguage ?? row.locale,
    boundary: "INTERNAL",
    kind: "HUMAN",
    license: null,
    lifecycle,
    availability: null,
    identityId: null,
    organization: null,
    privilege: highestPrivilege([]),
    roleAssignments: null,
    ownPermissions: null,
    tags: null,
    attributes: null,
    fetchedAt: seen.fetchedAt,
    surface: "scim",
    toRemote: () => row,
  };
}

function toScimName({ name, displayName }: TalkdeskScimUserRow): UserName | null {
  const parts = [name?.givenName, name?.familyName].map((part) => part?.trim() ?? "");
  const joined = parts.filter((part) => part !== "").join(" ");
  if (joined === "") return toName(name?.formatted ?? displayName);
  const [given = "", family = ""] = parts;
  return { full: joined, given: given === "" ? null : given, family: family === "" ? null : family };
}

/** SCIM Groups are Talkdesk's teams (the guide), where there are any. */
export function toScimTeam(workspace: RemoteRef, seen: ScimSighting, row: ScimGroupRow): Team {
  const ref = { kind: "scim-group", scope: null, id: row.id };
  return {
    ...identify(seen.account, "Team", ref, row.id),
    name: row.displayName ?? row.id,
    description: null,
    kind: "TEAM",
    isDeleted: false,
    parent: null,
    organization: null,
    workspace,
    fetchedAt: seen.fetchedAt,
    surface: "scim",
    toRemote: () => ({ id: row.id, externalId: row.externalId, displayName: row.displayName }),
  };
}
