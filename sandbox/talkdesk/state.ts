import { createHash } from "node:crypto";
import { createSeededRandom, type SeededRandom } from "../seeded-random.js";
import type {
  TalkdeskAccount,
  TalkdeskRingGroup,
  TalkdeskRole,
  TalkdeskTeam,
  TalkdeskUser,
} from "./documents.js";

/** What a caller may say of a new user; ids and timestamps are the state's own. */
export type NewUser = Omit<TalkdeskUser, "id" | "scimId" | "account" | "createdAt" | "updatedAt">;
export type UserChanges = Partial<NewUser>;

/** The ways to go through the users, each kept until the next change. */
export interface UserOrder {
  readonly by: "created" | "name";
  /** All states when absent. */
  readonly states?: readonly TalkdeskUser["state"][];
}

/**
 * Everything that the server remembers, for both of its surfaces. Every change of a document goes through a
 * method here, which moves `revision` on. Unless a method says so, it knows the credentials' account only.
 */
export class TalkdeskState {
  emailsSent = 0;
  /** Grows with each change of a document; the counters tell a write from a refusal by it. */
  revision = 0;
  /** How many users may be active at once; no limit when `null`. Set from the quirk of this name. */
  licences: number | null = null;
  readonly #users: TalkdeskUser[] = [];
  readonly #otherUsers: TalkdeskUser[] = [];
  readonly #roles: TalkdeskRole[] = [];
  readonly #teams: TalkdeskTeam[] = [];
  readonly #ringGroups: TalkdeskRingGroup[] = [];
  readonly #userById = new Map<string, TalkdeskUser>();
  readonly #userByScimId = new Map<string, TalkdeskUser>();
  readonly #usersByEmail = new Map<string, Set<TalkdeskUser>>();
  readonly #orders = new Map<string, readonly TalkdeskUser[]>();
  readonly #members = new Map<string, ReadonlyMap<string, readonly TalkdeskUser[]>>();
  readonly #ids: SeededRandom;
  readonly #clock: () => Date;

  constructor(seed: number, clock: () => Date) {
    this.#ids = createSeededRandom(seed ^ 0x7a1d);
    this.#clock = clock;
  }

  now(): string {
    return this.#clock().toISOString();
  }

  nextId(): string {
    return this.#ids.uuid();
  }

  /** In the order of their making. */
  get users(): readonly TalkdeskUser[] {
    return this.#users;
  }

  get roles(): readonly TalkdeskRole[] {
    return this.#roles.filter(isOwn);
  }

  get teams(): readonly TalkdeskTeam[] {
    return this.#teams.filter(isOwn);
  }

  get ringGroups(): readonly TalkdeskRingGroup[] {
    return this.#ringGroups;
  }

  /** Users, roles and teams of the other account on this server, which nobody here may see. */
  get others(): { users: readonly TalkdeskUser[]; roles: TalkdeskRole[]; teams: TalkdeskTeam[] } {
    const isOther = (one: { account: TalkdeskAccount }): boolean => !isOwn(one);
    return {
      users: this.#otherUsers,
      roles: this.#roles.filter(isOther),
      teams: this.#teams.filter(isOther),
    };
  }

  inOrder(order: UserOrder): readonly TalkdeskUser[] {
    const { by, states } = order;
    if (by === "created" && states === undefined) return this.#users;
    const key = `${by} ${String(states)}`;
    const known = this.#orders.get(key);
    if (known) return known;
    const chosen = this.#users.filter(({ state }) => states === undefined || states.includes(state));
    if (by === "name") chosen.sort(compareNames);
    this.#orders.set(key, chosen);
    return chosen;
  }

  userById(id: string): TalkdeskUser | undefined {
    const user = this.#userById.get(id);
    return user && isOwn(user) ? user : undefined;
  }

  userByScimId(scimId: string): TalkdeskUser | undefined {
    const user = this.#userByScimId.get(scimId);
    return user && isOwn(user) ? user : undefined;
  }

  /** Without regard to case. The seed has one user at an address; writes that would make two are refused. */
  usersByEmail(email: string): TalkdeskUser[] {
    return [...(this.#usersByEmail.get(email.toLowerCase()) ?? [])];
  }

  /** The id counts before the name, and the name without regard to case. */
  findRole(idOrName: string): TalkdeskRole | undefined {
    const name = idOrName.toLowerCase();
    const { roles } = this;
    return roles.find(({ id }) => id === idOrName) ?? roles.find((role) => role.name.toLowerCase() === name);
  }

  teamById(id: string): TalkdeskTeam | undefined {
    return this.teams.find((team) => team.id === id);
  }

  membersOfTeam(teamId: string): readonly TalkdeskUser[] {
    return this.#membersBy("teams", (user) => user.teamIds).get(teamId) ?? [];
  }

  membersOfRingGroup(name: string): readonly TalkdeskUser[] {
    return this.#membersBy("ring groups", (user) => user.ringGroups).get(name) ?? [];
  }

  /** Whether one more user may become active. */
  hasLicenceLeft(): boolean {
    if (this.licences === null) return true;
    return this.inOrder({ by: "created", states: ["active", "pending"] }).length < this.licences;
  }

  addUser(user: NewUser, origin: { account?: TalkdeskAccount; createdAt?: string } = {}): TalkdeskUser {
    const createdAt = origin.createdAt ?? this.now();
    const made: TalkdeskUser = {
      id: this.nextId(),
      scimId: this.nextId(),
      account: origin.account ?? "acme",
      ...user,
      createdAt,
      updatedAt: createdAt,
    };
    this.#userById.set(made.id, made);
    this.#userByScimId.set(made.scimId, made);
    (isOwn(made) ? this.#users : this.#otherUsers).push(made);
    this.#noteEmail(made);
    this.#changed();
    return made;
  }

  /** A change to what is already there is none: it moves neither `updatedAt` nor `revision`. */
  changeUser(user: TalkdeskUser, changes: UserChanges): void {
    const before = JSON.stringify(user);
    this.#forgetEmail(user);
    Object.assign(user, changes);
    this.#noteEmail(user);
    if (JSON.stringify(user) === before) return;
    user.updatedAt = this.now();
    this.#changed();
  }

  removeUser(user: TalkdeskUser): void {
    this.#userById.delete(user.id);
    this.#userByScimId.delete(user.scimId);
    this.#forgetEmail(user);
    this.#users.splice(this.#users.indexOf(user), 1);
    this.#changed();
  }

  addRole(name: string, account: TalkdeskAccount = "acme"): TalkdeskRole {
    const role = { id: this.nextId(), account, name };
    this.#roles.push(role);
    this.#changed();
    return role;
  }

  /** Names need not be unique. */
  addTeam(name: string, account: TalkdeskAccount = "acme"): TalkdeskTeam {
    const team = { id: this.nextId(), account, name };
    this.#teams.push(team);
    this.#changed();
    return team;
  }

  changeTeam(team: TalkdeskTeam, changes: { name?: string; externalId?: string | undefined }): void {
    const before = JSON.stringify(team);
    Object.assign(team, changes);
    if (JSON.stringify(team) !== before) this.#changed();
  }

  /** Its members are in it no more. */
  removeTeam(team: TalkdeskTeam): void {
    for (const user of [...this.membersOfTeam(team.id)]) {
      this.changeUser(user, { teamIds: user.teamIds.filter((id) => id !== team.id) });
    }
    this.#teams.splice(this.#teams.indexOf(team), 1);
    this.#changed();
  }

  addRingGroup(name: string): TalkdeskRingGroup {
    const ringGroup = { name, queueId: this.nextId() };
    this.#ringGroups.push(ringGroup);
    this.#changed();
    return ringGroup;
  }

  /** Over every document of both accounts, so that a refusal can be shown to have changed nothing. */
  hash(): string {
    const sum = createHash("sha256");
    for (const user of [...this.#users, ...this.#otherUsers]) sum.update(JSON.stringify(user));
    return sum.update(JSON.stringify([this.#roles, this.#teams, this.#ringGroups])).digest("hex");
  }

  #membersBy(
    group: string,
    groupsOf: (user: TalkdeskUser) => readonly string[],
  ): ReadonlyMap<string, readonly TalkdeskUser[]> {
    const known = this.#members.get(group);
    if (known) return known;
    const members = new Map<string, TalkdeskUser[]>();
    for (const user of this.#users) {
      for (const key of groupsOf(user)) {
        const list = members.get(key);
        if (list) list.push(user);
        else members.set(key, [user]);
      }
    }
    this.#members.set(group, members);
    return members;
  }

  #noteEmail(user: TalkdeskUser): void {
    if (user.email === undefined || !isOwn(user)) return;
    const key = user.email.toLowerCase();
    const known = this.#usersByEmail.get(key);
    if (known) known.add(user);
    else this.#usersByEmail.set(key, new Set([user]));
  }

  #forgetEmail(user: TalkdeskUser): void {
    if (user.email !== undefined) this.#usersByEmail.get(user.email.toLowerCase())?.delete(user);
  }

  #changed(): void {
    this.revision += 1;
    this.#orders.clear();
    this.#members.clear();
  }
}

function isOwn({ account }: { account: TalkdeskAccount }): boolean {
  return account === "acme";
}

/** By code units and not by a locale, which would take half a second for fifty thousand. */
function compareNames(one: TalkdeskUser, other: TalkdeskUser): number {
  const [first, second] = [one.name ?? "", other.name ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
