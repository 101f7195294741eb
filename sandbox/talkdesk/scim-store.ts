import type { JsonObject } from "../incoming.js";
import { groupSchema, talkdeskSchema, userSchema } from "../scim/discovery.js";
import type { ResourceKind, ScimDocument, ScimStore } from "../scim/store.js";
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
      this.#setMembers(team.id, document);
      return this.#toGroup(team);
    }
    const user = this.#state.addUser({ ...unsaid, ...this.#toFacts(document, false) });
    return this.#toUser(user, true);
  }

  replace(kind: ResourceKind, id: string, document: JsonObject): ScimDocument {
    const team = kind === "Group" ? this.#state.teamById(id) : undefined;
    if (team) {
      this.#state.changeTeam(team, { name: String(document["displayName"]) });
      this.#setMembers(team.id, document);
      return this.#toGroup(team);
    }
    const user = this.#state.userByScimId(id);
    if (!user) throw new Error("Nothing to replace");
    this.#state.changeUser(user, this.#toFacts(document, user.state !== "inactive"));
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

  /** Whoever is not active takes a licence to become so; where none is left, the wish is not heeded. */
  #toFacts(
    document: JsonObject,
    isActive: boolean,
  ): Pick<NewUser, "name" | "email" | "state" | "roleIds" | "teamIds"> {
    const { givenName = "", familyName = "" } = (document["name"] ?? {}) as {
      givenName?: string;
      familyName?: string;
    };
    const wantsActive = document["active"] !== false;
    const mayBe = wantsActive && (isActive || this.#state.hasLicenceLeft());
    const extension = (document[talkdeskSchema] ?? {}) as { rolesString?: string; teamsString?: string };
    const { teams } = this.#state;
    return {
      name: `${givenName} ${familyName}`.trim(),
      email: String(document["userName"]),
      state: mayBe ? "active" : "inactive",
      roleIds: namesIn(extension.rolesString).flatMap((name) => this.#state.findRole(name)?.id ?? []),
      teamIds: namesIn(extension.teamsString).flatMap(
        (name) => teams.find((team) => team.name === name)?.id ?? [],
      ),
    };
  }

  #setMembers(teamId: string, { members }: JsonObject): void {
    const wanted = new Set(
      Array.isArray(members) ? (members as { value: string }[]).map(({ value }) => value) : [],
    );
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

function namesIn(list = ""): readonly string[] {
  return list.split(";").flatMap((name) => name.trim() || []);
}

function splitName(name: string): { given: string; family: string } {
  const at = name.lastIndexOf(" ");
  return at === -1 ? { given: name, family: "" } : { given: name.slice(0, at), family: name.slice(at + 1) };
}
