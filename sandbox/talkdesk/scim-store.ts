import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../incoming.js";
import { groupSchema, talkdeskSchema, userSchema } from "../scim/schemas.js";
import {
  inNameOrder,
  memberIdsOf,
  type ResourceKind,
  type ScimDocument,
  type ScimStore,
} from "../scim/store.js";
import type { TalkdeskTeam, TalkdeskUser } from "./documents.js";
import type { NewUser, TalkdeskState } from "./state.js";

/** Talkdesk's people and teams as its SCIM surface knows them: other ids, other names, fewer facts. */
export class TalkdeskScimStore implements ScimStore {
  readonly #state: TalkdeskState;
  readonly #listsExtension: boolean;

  constructor(state: TalkdeskState, listsExtension: boolean) {
    this.#state = state;
    this.#listsExtension = listsExtension;
  }

  count(kind: ResourceKind): number {
    return kind === "User" ? this.#state.users.length : this.#state.teams.length;
  }

  slice(kind: ResourceKind, from: number, to: number): readonly ScimDocument[] {
    if (kind === "Group") return this.#state.teams.slice(from, to).map((team) => this.#toGroup(team));
    return this.#state.users.slice(from, to).map((user) => this.#toUser(user, this.#listsExtension));
  }

  byName(kind: ResourceKind): readonly ScimDocument[] {
    return inNameOrder(this.slice(kind, 0, this.count(kind)));
  }

  find(kind: ResourceKind, id: string): ScimDocument | undefined {
    if (kind === "Group") {
      const team = this.#state.teamById(id);
      return team && this.#toGroup(team);
    }
    const user = this.#state.userByScimId(id);
    return user && this.#toUser(user, true);
  }

  usersNamed(userName: string): readonly ScimDocument[] {
    return this.#state.usersByEmail(userName).map((user) => this.#toUser(user, this.#listsExtension));
  }

  create(kind: ResourceKind, document: JsonObject): ScimDocument {
    if (kind === "Group") {
      const team = this.#state.addTeam(String(document["displayName"]));
      return this.#writeTeam(team, document);
    }
    const wanted = { ...unsaid, ...this.#toNames(document), ...this.#toRolesAndTeams(document) };
    const user = this.#state.addUser({ ...wanted, state: this.#toState(document, "inactive") });
    return this.#toUser(user, true);
  }

  /** Only what is otherwise than shown is written, so that nothing is lost that SCIM does not show. */
  replace(kind: ResourceKind, id: string, document: JsonObject): ScimDocument {
    const team = kind === "Group" ? this.#state.teamById(id) : undefined;
    if (team) return this.#writeTeam(team, document);
    const user = this.#state.userByScimId(id);
    if (!user) throw new Error("Nothing to replace");
    const shown = this.#toUser(user, true);
    const isOther = (...names: string[]): boolean =>
      names.some((name) => !isDeepStrictEqual(document[name], shown[name]));
    this.#state.changeUser(user, {
      ...(isOther("name", "userName", "externalId") ? this.#toNames(document) : {}),
      ...(isOther("active") ? { state: this.#toState(document, user.state) } : {}),
      ...(isOther(talkdeskSchema) ? { ...this.#toRolesAndTeams(document), roleSpelling: undefined } : {}),
    });
    return this.#toUser(user, true);
  }

  remove(kind: ResourceKind, id: string): void {
    const team = kind === "Group" ? this.#state.teamById(id) : undefined;
    const user = kind === "User" ? this.#state.userByScimId(id) : undefined;
    if (team) this.#state.removeTeam(team);
    if (user) this.#state.removeUser(user);
  }

  #toUser(user: TalkdeskUser, withExtension: boolean): ScimDocument {
    const { scimId: id, name, givenName, familyName, externalId } = user;
    const parts = splitName(name ?? "");
    return {
      schemas: [userSchema, talkdeskSchema],
      id,
      active: user.state !== "inactive",
      ...(externalId === undefined ? {} : { externalId }),
      name: { givenName: givenName ?? parts.given, familyName: familyName ?? parts.family },
      userName: user.email ?? `user-${id.slice(0, 8)}`,
      ...(withExtension ? { [talkdeskSchema]: this.#toExtension(user) } : {}),
      meta: { resourceType: "User", created: user.createdAt, lastModified: user.updatedAt },
    };
  }

  /** Lists of names, between which only a semicolon stands. */
  #toExtension({ roleIds, teamIds }: TalkdeskUser): JsonObject {
    const { roles, teams } = this.#state;
    const namesOf = (all: readonly { id: string; name: string }[], ids: readonly string[]): string =>
      all.flatMap(({ id, name }) => (ids.includes(id) ? name : [])).join(";");
    return { rolesString: namesOf(roles, roleIds), teamsString: namesOf(teams, teamIds) };
  }

  #toGroup({ id, name, externalId }: TalkdeskTeam): ScimDocument {
    return {
      schemas: [groupSchema],
      id,
      displayName: name,
      ...(externalId === undefined ? {} : { externalId }),
      members: this.#state.membersOfTeam(id).map(({ scimId, name: display }) => ({ value: scimId, display })),
      meta: { resourceType: "Group" },
    };
  }

  #writeTeam(team: TalkdeskTeam, document: JsonObject): ScimDocument {
    this.#state.changeTeam(team, {
      name: String(document["displayName"]),
      externalId: textOrNone(document["externalId"]),
    });
    this.#setMembers(team.id, document);
    return this.#toGroup(team);
  }

  #toNames(
    document: JsonObject,
  ): Pick<NewUser, "name" | "givenName" | "familyName" | "email" | "externalId"> {
    const parts = (document["name"] ?? {}) as { givenName?: string; familyName?: string };
    const { givenName = "", familyName = "" } = parts;
    return {
      ...{ name: `${givenName} ${familyName}`.trim(), givenName, familyName },
      email: String(document["userName"]),
      externalId: textOrNone(document["externalId"]),
    };
  }

  /** Whoever is inactive takes a licence to become active; where none is left, the wish is not heeded. */
  #toState({ active }: JsonObject, before: TalkdeskUser["state"]): TalkdeskUser["state"] {
    if (active === false) return "inactive";
    if (before !== "inactive") return before;
    return this.#state.hasLicenceLeft() ? "active" : "inactive";
  }

  /** Names that nobody has here are passed over. */
  #toRolesAndTeams(document: JsonObject): Pick<NewUser, "roleIds" | "teamIds"> {
    const extension = (document[talkdeskSchema] ?? {}) as { rolesString?: unknown; teamsString?: unknown };
    const { teams } = this.#state;
    return {
      roleIds: namesIn(extension.rolesString).flatMap((name) => this.#state.findRole(name)?.id ?? []),
      teamIds: namesIn(extension.teamsString).flatMap(
        (name) => teams.find((team) => team.name === name)?.id ?? [],
      ),
    };
  }

  #setMembers(teamId: string, document: JsonObject): void {
    const wanted = new Set(memberIdsOf(document));
    for (const user of this.#state.users) {
      const isIn = user.teamIds.includes(teamId);
      if (isIn === wanted.has(user.scimId)) continue;
      const others = user.teamIds.filter((id) => id !== teamId);
      this.#state.changeUser(user, { teamIds: isIn ? others : [...others, teamId] });
    }
  }
}

/** What SCIM cannot say of a new user. */
const unsaid = {
  extension: null,
  ringGroups: [],
  timeZone: null,
  language: null,
  gender: null,
  externalPhoneNumber: null,
};

function namesIn(list: unknown): readonly string[] {
  return typeof list === "string" ? list.split(";").flatMap((name) => name.trim() || []) : [];
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function splitName(name: string): { given: string; family: string } {
  const at = name.lastIndexOf(" ");
  return at === -1 ? { given: name, family: "" } : { given: name.slice(0, at), family: name.slice(at + 1) };
}
