import { createHash } from "node:crypto";
import { createSeededRandom, type SeededRandom } from "../seeded-random.js";
import type {
  ActivityDocument,
  DepartmentDocument,
  GroupDocument,
  MemberDocument,
  PendingInvitationDocument,
  ProjectDocument,
  RoleDocument,
  UserDocument,
} from "./documents.js";
import { createObjectIds } from "./object-id.js";

/** Everything the stand-in remembers, with the indexes that keep a list of thousands quick. */
export class TiledeskState {
  readonly users = new Map<string, UserDocument>();
  readonly projects = new Map<string, ProjectDocument>();
  readonly members = new Map<string, MemberDocument>();
  readonly pendingInvitations = new Map<string, PendingInvitationDocument>();
  readonly roles = new Map<string, RoleDocument>();
  readonly groups = new Map<string, GroupDocument>();
  readonly departments = new Map<string, DepartmentDocument>();
  readonly activities: ActivityDocument[] = [];
  activitiesEnabled = true;
  emailsSent = 0;
  /** Grows with each change of a document; the counters tell a write from a refusal by it. */
  revision = 0;
  readonly random: SeededRandom;
  readonly nextId: () => string;
  readonly #passwords = new Map<string, string>();
  readonly #userIdByEmail = new Map<string, string>();
  readonly #membersByProject = new Map<string, Set<MemberDocument>>();
  readonly #membersByHuman = new Map<string, Set<MemberDocument>>();
  readonly #clock: () => Date;

  constructor(seed: number, clock: () => Date) {
    this.random = createSeededRandom(seed ^ 0x7d35);
    this.nextId = createObjectIds(seed);
    this.#clock = clock;
  }

  now(): string {
    return this.#clock().toISOString();
  }

  changed(): void {
    this.revision += 1;
  }

  addUser(user: UserDocument, password: string): void {
    this.users.set(user._id, user);
    this.#userIdByEmail.set(user.email, user._id);
    this.setPassword(user, password);
  }

  /** Exact and case-sensitive, as MongoDB compares. */
  userByEmail(email: string | undefined): UserDocument | undefined {
    const id = email === undefined ? undefined : this.#userIdByEmail.get(email);
    return id === undefined ? undefined : this.users.get(id);
  }

  setPassword(user: UserDocument, password: string): void {
    this.#passwords.set(user._id, digest(password));
    this.changed();
  }

  hasPassword(user: UserDocument, password: string): boolean {
    return this.#passwords.get(user._id) === digest(password);
  }

  anonymise(user: UserDocument): void {
    this.#userIdByEmail.delete(user.email);
    user.status = 0;
    user.email = `${this.random.uuid()}@tiledesk.com`;
    user.firstname = "anonymized";
    user.lastname = "anonymized";
    user.updatedAt = this.now();
    this.#userIdByEmail.set(user.email, user._id);
    this.changed();
  }

  /** Memberships stay behind and show `id_user: null` from then on. */
  removeUser(user: UserDocument): void {
    this.users.delete(user._id);
    this.#userIdByEmail.delete(user.email);
    this.#passwords.delete(user._id);
    this.changed();
  }

  addMember(member: MemberDocument): void {
    this.members.set(member._id, member);
    if (member.id_project !== undefined) entry(this.#membersByProject, member.id_project).add(member);
    const human = member.id_user ?? member.uuid_user;
    if (human !== undefined) entry(this.#membersByHuman, human).add(member);
    this.changed();
  }

  removeMember(member: MemberDocument): void {
    this.members.delete(member._id);
    if (member.id_project !== undefined) entry(this.#membersByProject, member.id_project).delete(member);
    const human = member.id_user ?? member.uuid_user;
    if (human !== undefined) entry(this.#membersByHuman, human).delete(member);
    this.changed();
  }

  /** In insertion order, as MongoDB's find without a sort mostly answers. */
  membersOfProject(projectId: string): Iterable<MemberDocument> {
    return this.#membersByProject.get(projectId) ?? [];
  }

  /** Of a user id, or of the uuid of a guest. */
  membershipsOf(human: string): MemberDocument[] {
    return [...(this.#membersByHuman.get(human) ?? [])];
  }

  /** What the server authorises by: the first membership whose status is active; `trashed` is not looked at. */
  activeMembership(projectId: string, human: string): MemberDocument | undefined {
    return this.membershipsOf(human).find((one) => one.id_project === projectId && one.status === "active");
  }

  /** Over every document and password, so that a refusal or a dry run can be shown to have changed nothing. */
  hash(): string {
    const collections = [
      this.users,
      this.projects,
      this.members,
      this.pendingInvitations,
      this.roles,
      this.groups,
      this.departments,
      this.#passwords,
    ];
    const sum = createHash("sha256");
    for (const collection of collections) sum.update(JSON.stringify([...collection]));
    return sum.update(JSON.stringify(this.activities)).digest("hex");
  }
}

/** Not bcrypt: nobody's secret is at stake, and a benchmark must not measure it. */
function digest(password: string): string {
  return createHash("sha256").update(`tiledesk stand-in ${password}`).digest("hex");
}

function entry(index: Map<string, Set<MemberDocument>>, key: string): Set<MemberDocument> {
  const known = index.get(key);
  if (known) return known;
  const added = new Set<MemberDocument>();
  index.set(key, added);
  return added;
}
