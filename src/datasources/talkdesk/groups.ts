import { identify, type JsonObject } from "../../directory/directory-object.js";
import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Observer } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { settle } from "../../directory/slots.js";
import type { Team, TeamKind } from "../../directory/team.js";
import { PageSizes } from "../http/page-sizes.js";
import type { Sighting, TalkdeskClient } from "./client.js";
import { Listing, maxPageSize } from "./listing.js";
import { queuesNote, ringGroupsNote } from "./notes.js";
import type { AllGroups, TeamSource, TeamsOfPeople } from "./people-source.js";
import { foldName, tells, type Person } from "./people.js";
import {
  memberRow,
  namedRow,
  ringGroupRow,
  type MemberRow,
  type NamedRow,
  type RingGroupRow,
} from "./rows.js";
import type { TeamTest } from "./user-plan.js";

const lifetimeMs = 300_000;
const membersLifetimeMs = 15_000;

/** Each is an id space of its own; teams go by their plain id. */
type GroupKind = "team" | "ring-group" | "queue";

/** A user's row does not name queues; more of them than these are not gone through to find somebody. */
const mostQueues = 10;

interface GroupsOptions {
  readonly account: string;
  readonly workspace: RemoteRef;
  readonly client: TalkdeskClient;
  readonly observer: Observer;
}

/** The calls that tell of teams, and of ring groups and queues where the account has them. */
export class Groups implements TeamSource {
  readonly parts = ["teams"] as const;
  readonly #options: GroupsOptions;
  readonly #lists: Readonly<Record<GroupKind, GroupList>>;
  readonly #memberPages = new PageSizes(maxPageSize);

  constructor(options: GroupsOptions) {
    this.#options = options;
    this.#lists = { team: toTeams(options), "ring-group": toRingGroups(options), queue: toQueues(options) };
  }

  /** Those of one kind; `null` where the account has no such list. */
  async ofKind(reading: Reading, kind: GroupKind): Promise<readonly Team[] | null> {
    return (await this.#lists[kind].whole(reading))?.items ?? null;
  }

  /** Where teams cannot be read, nothing is; ring groups and queues are missing then. */
  async all(reading: Reading): Promise<AllGroups | null> {
    const read = (kind: GroupKind): ReturnType<GroupList["whole"]> => this.#lists[kind].whole(reading);
    const others = Promise.all([settle(read("ring-group")), settle(read("queue"))]);
    const teams = await read("team");
    const [ringGroups, queues] = await others;
    const lists = [teams, ringGroups, queues];
    if (lists.every((list) => list === null)) return null;
    const found = lists.filter(isRead);
    return {
      items: found.flatMap((list) => list.items),
      skippedRows: found.reduce((sum, list) => sum + list.skippedRows, 0),
      notes: [...(ringGroups === null ? [ringGroupsNote] : []), ...(queues === null ? [queuesNote] : [])],
      failure: lists.find((list) => list instanceof DirectoryError) ?? null,
    };
  }

  begin(reading: Reading): void {
    this.ofKind(reading, "team").catch(() => undefined);
  }

  /** What users tell is told by the users. */
  isUntold(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async find(reading: Reading, ref: RemoteRef): Promise<Team | null> {
    const kind = toGroupKind(ref);
    if (kind === null || ref.scope !== null) return null;
    return (await this.ofKind(reading, kind))?.find((team) => team.remoteId === ref.id) ?? null;
  }

  async testOf(reading: Reading, ref: RemoteRef): Promise<TeamTest | null> {
    const team = await this.find(reading, ref);
    if (team === null) return null;
    if (toGroupKind(ref) === "team") return { isOnUsers: true, has: (person) => isIn(person, team) };
    const members = await this.membersOf(reading, team);
    return { isOnUsers: false, has: (person) => members.has(person.id) };
  }

  /**
   * Starts reading what the teams of users take beside the users. Resolves when all those calls are under way, so that
   * gets of users which come after it do not spend what they need.
   */
  async prepare(reading: Reading): Promise<void> {
    this.ofKind(reading, "ring-group").catch(() => undefined);
    const queues = await settle(this.ofKind(reading, "queue"));
    if (queues === null || queues instanceof DirectoryError || queues.length > mostQueues) return;
    for (const queue of queues) this.membersOf(reading, queue).catch(() => undefined);
  }

  async teamsOf(reading: Reading, people: readonly Person[]): Promise<TeamsOfPeople> {
    const isTold = people.some((person) => tells(person, "teams"));
    const inRingGroups = people.some(({ ringGroups }) => ringGroups !== null && ringGroups.length > 0);
    const inTeams = people.some(({ teams }) => teams !== null && teams.length > 0);
    const [teams, ringGroups, queues] = await Promise.all([
      inTeams ? this.ofKind(reading, "team") : [],
      inRingGroups ? this.ofKind(reading, "ring-group") : [],
      isTold ? this.ofKind(reading, "queue") : [],
    ]);
    const isPartial = (queues?.length ?? 0) > mostQueues;
    const read = isPartial ? [] : (queues ?? []);
    const members = await Promise.all(read.map((queue) => this.membersOf(reading, queue)));
    const found = { teams, ringGroups: ringGroups ?? [], queues: read, members };
    return { of: (person) => this.#teamsOf(person, found), isPartial };
  }

  /** Ids of the users in a ring group or a queue. */
  async membersOf(reading: Reading, team: Team): Promise<ReadonlySet<string>> {
    const { account, client } = this.#options;
    const listing = new Listing<MemberRow, string>({
      account,
      client,
      ...memberPaths(team),
      name: "users",
      pagination: "hal",
      lifetimeMs: membersLifetimeMs,
      // Gone since the list was read.
      absentBy: [404],
      schema: memberRow,
      toItem: (_, row) => row.id,
      idOf: (id) => id,
      sizes: this.#memberPages,
    });
    return new Set((await listing.whole(reading))?.items ?? []);
  }

  /** `null` where the row names teams and the account has no list of them, or where it names none at all. */
  #teamsOf(person: Person, { teams, ringGroups, queues, members }: Found): readonly Team[] | null {
    if (person.teams === null || (teams === null && person.teams.length > 0)) return null;
    const joined = (teams ?? []).filter((team) => isIn(person, team));
    if (joined.length < person.teams.length) this.#options.observer.unknownValue("user.teams");
    return [
      ...joined,
      ...ringGroups.filter((group) => person.ringGroups?.includes(group.remoteId) === true),
      ...queues.filter((_, index) => members[index]?.has(person.id) === true),
    ];
  }
}

type ReadGroups = NonNullable<Awaited<ReturnType<GroupList["whole"]>>>;

function isRead(list: ReadGroups | DirectoryError | null): list is ReadGroups {
  return list !== null && !(list instanceof DirectoryError);
}

/** What the teams of people are found among. */
interface Found {
  readonly teams: readonly Team[] | null;
  readonly ringGroups: readonly Team[];
  readonly queues: readonly Team[];
  /** Of each queue. */
  readonly members: readonly ReadonlySet<string>[];
}

type GroupList = Pick<Listing<never, Team>, "whole">;

/** REST names a user's teams by id, SCIM by name. */
function isIn({ teams }: Person, team: Team): boolean {
  if (teams === null) return false;
  return teams.includes(team.remoteId) || teams.some((name) => foldName(name) === foldName(team.name));
}

function toGroupKind({ kind }: RemoteRef): GroupKind | null {
  return kind === "team" || kind === "ring-group" || kind === "queue" ? kind : null;
}

function memberPaths({ ref }: Team): { readonly path: string; readonly template: string } {
  const list = ref.kind === "queue" ? "ccaas/queues" : "ring-groups";
  return { path: `${list}/${encodeURIComponent(ref.id)}/users`, template: `${list}/{id}/users` };
}

function toTeams({ account, client, workspace }: GroupsOptions): GroupList {
  return new Listing<NamedRow, Team>({
    account,
    client,
    path: "teams",
    template: "teams",
    name: "teams",
    pagination: "jsonapi",
    lifetimeMs,
    absentBy: [404],
    isWhole: true,
    schema: namedRow,
    toItem: (seen, row) => toTeam(seen, workspace, { kind: "team", id: row.id, name: row.name }, row),
    idOf: (team) => team.remoteId,
  });
}

/** Outside the guide's list, and gone from many accounts; who may not see them has none (contract 3.6). */
const absentBy = [403, 404];

function toRingGroups({ account, client, workspace }: GroupsOptions): GroupList {
  return new Listing<RingGroupRow, Team>({
    account,
    client,
    path: "ring-groups",
    template: "ring-groups",
    name: "ring_groups",
    pagination: "hal",
    lifetimeMs,
    absentBy,
    schema: ringGroupRow,
    toItem: (seen, row) => toTeam(seen, workspace, { kind: "ring-group", id: row.name, name: row.name }, row),
    idOf: (team) => team.remoteId,
  });
}

function toQueues({ account, client, workspace }: GroupsOptions): GroupList {
  return new Listing<NamedRow, Team>({
    account,
    client,
    path: "ccaas/queues",
    template: "ccaas/queues",
    name: "queues",
    pagination: "hal",
    lifetimeMs,
    absentBy,
    schema: namedRow,
    toItem: (seen, row) => toTeam(seen, workspace, { kind: "queue", id: row.id, name: row.name }, row),
    idOf: (team) => team.remoteId,
  });
}

const kinds: Readonly<Record<GroupKind, TeamKind>> = {
  team: "TEAM",
  "ring-group": "RING_GROUP",
  queue: "QUEUE",
};

interface Named {
  readonly kind: GroupKind;
  readonly id: string;
  readonly name: string | null | undefined;
}

function toTeam(seen: Sighting, workspace: RemoteRef, { kind, id, name }: Named, row: object): Team {
  const ref = { kind, scope: null, id };
  return {
    ...identify(seen.account, "Team", ref, kind === "team" ? id : `${kind}:${id}`),
    name: name ?? id,
    description: null,
    kind: kinds[kind],
    isDeleted: false,
    parent: null,
    organization: null,
    workspace,
    fetchedAt: seen.fetchedAt,
    surface: "rest",
    toRemote: () => row as JsonObject,
  };
}
