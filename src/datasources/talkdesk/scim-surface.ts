import type { ProviderOptions, Slot } from "../../directory/provider.js";
import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Reading } from "../../directory/reading.js";
import type { Team } from "../../directory/team.js";
import type { OffsetWindow } from "../http/offset-list.js";
import { openScimEndpoint, type ScimEndpoint } from "../scim-client/endpoint.js";
import type { Group, Person as ScimPerson } from "../scim-client/resources.js";
import { ScimToken } from "../scim-client/token.js";
import type { ScimAccess, TalkdeskSettings } from "./config.js";
import type { Person } from "./people.js";
import type { AllGroups, PeopleList, PeopleSource, TeamSource, TeamsOfPeople } from "./people-source.js";
import {
  talkdeskScimUserRow,
  talkdeskUrn,
  toNames,
  toScimTeam,
  toScimUser,
  type TalkdeskScimUserRow,
} from "./scim-rows.js";
import type { TeamTest } from "./user-plan.js";

export type TalkdeskScim = ScimEndpoint<TalkdeskScimUserRow>;
export type ScimRow = ScimPerson<TalkdeskScimUserRow>;

/** The token goes to this endpoint alone, and is never renewed: a 401 is final (contract 5.1). */
export function openTalkdeskScim(
  options: ProviderOptions,
  settings: TalkdeskSettings,
  { access, workspace }: { readonly access: ScimAccess; readonly workspace: RemoteRef },
): TalkdeskScim {
  const { account, cache, facts, observer, networkAllow, replicas } = options;
  return openScimEndpoint({
    account,
    cache,
    facts,
    observer,
    networkAllow,
    replicas,
    token: new ScimToken(access.baseUrl, access.token, settings.scimAuthScheme),
    ratePerSecond: settings.scimRatePerSecond,
    mapping: { schema: talkdeskScimUserRow, toUser: toScimUser },
    toTeam: (seen, row) => toScimTeam(workspace, seen, row),
  });
}

/** What the row itself says of roles and teams, by name; `null` where it lacks the extension. */
export function toScimPerson({ id, user, row }: ScimRow): Person {
  const extension = row[talkdeskUrn];
  return {
    id,
    user,
    roles: extension === null ? null : toNames(extension.rolesString),
    teams: extension === null ? null : toNames(extension.teamsString),
    ringGroups: null,
    isRich: extension !== null,
  };
}

/** An account without client credentials lists its users over SCIM. */
export class ScimPeople implements PeopleSource {
  readonly kind = "scim-user";
  readonly all: PeopleList;
  readonly #scim: TalkdeskScim;

  constructor(scim: TalkdeskScim, noteHeadcount: (users: number) => void) {
    this.#scim = scim;
    this.all = new ScimPeopleList(scim, noteHeadcount);
  }

  /** `userName eq` is the one filter to rely on (contract 4.1). */
  get active(): PeopleList {
    return this.all;
  }

  /** The endpoint's own grammar decides. */
  isUserId(): boolean {
    return true;
  }

  async find(reading: Reading, id: string): Promise<Person | null> {
    const [found = null] = await this.#scim.users.byIdsInFull(reading, [id]);
    if (found instanceof DirectoryError) throw found;
    return found === null ? null : toScimPerson(found);
  }

  async byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly Person[]>[]> {
    const slots = await this.#scim.users.byEmails(reading, emails);
    return slots.map((slot) =>
      slot === null || slot instanceof DirectoryError ? slot : slot.map(toScimPerson),
    );
  }
}

class ScimPeopleList implements PeopleList {
  readonly account: string;
  readonly #scim: TalkdeskScim;
  readonly #noteHeadcount: (users: number) => void;

  constructor(scim: TalkdeskScim, noteHeadcount: (users: number) => void) {
    this.#scim = scim;
    this.#noteHeadcount = noteHeadcount;
    this.account = scim.users.listing.account;
  }

  readonly idOf = ({ id }: Person): string => id;

  readonly plan: PeopleList["plan"] = (offset) => this.#scim.users.listing.plan(offset);

  readonly read = async (reading: Reading, offset: number): Promise<OffsetWindow<Person>> => {
    const { rows, ...window } = await this.#scim.users.listing.read(reading, offset);
    if (window.total !== null) this.#noteHeadcount(window.total);
    return { ...window, rows: rows.map((row) => (row === null ? null : toScimPerson(row))) };
  };

  knows(reading: Reading): boolean {
    return this.#scim.users.listing.knows(reading);
  }

  async whole(reading: Reading): Promise<{ readonly items: readonly Person[] }> {
    return { items: (await this.#scim.users.everybody(reading)).map(toScimPerson) };
  }
}

/** SCIM's Groups, which are told apart from the names on users: only they have ids. Some servers have none. */
export class ScimTeams implements TeamSource {
  readonly parts = [];
  readonly #scim: TalkdeskScim;

  constructor(scim: TalkdeskScim) {
    this.#scim = scim;
  }

  async all(reading: Reading): Promise<AllGroups | null> {
    const groups = await this.#scim.groups.all(reading, "names");
    return groups && { items: groups.map(({ team }) => team), skippedRows: 0, notes: [], failure: null };
  }

  /** All are teams: SCIM has nothing else. */
  async ofKind(reading: Reading): Promise<readonly Team[] | null> {
    return (await this.all(reading))?.items ?? null;
  }

  begin(reading: Reading): void {
    this.#scim.groups.listing(reading, "members").catch(() => undefined);
  }

  async isUntold(reading: Reading): Promise<boolean> {
    return (await this.#scim.groups.listing(reading, "members")) === null;
  }

  async find(reading: Reading, ref: RemoteRef): ReturnType<TeamSource["find"]> {
    return (await this.#group(reading, ref, "names"))?.team ?? null;
  }

  async testOf(reading: Reading, ref: RemoteRef): Promise<TeamTest | null> {
    const group = await this.#group(reading, ref, "members");
    if (group === null) return null;
    const members = new Set(group.memberIds);
    return { isOnUsers: false, has: ({ id }) => members.has(id) };
  }

  async teamsOf(reading: Reading, people: readonly Person[]): Promise<TeamsOfPeople> {
    const rows = await this.#scim.users.byIds(
      reading,
      people.map(({ id }) => id),
    );
    const found = rows.filter(
      (row) => row !== null && !(row instanceof DirectoryError),
    ) as readonly ScimRow[];
    const teams = await this.#scim.memberships.ofPeople(reading, found);
    return { of: ({ id }) => teams.get(id) ?? null, isPartial: false };
  }

  async #group(reading: Reading, ref: RemoteRef, part: "names" | "members"): Promise<Group | null> {
    if (ref.kind !== "scim-group" || ref.scope !== null) return null;
    const [found = null] = await this.#scim.groups.byIds(reading, [ref.id], part);
    if (found instanceof DirectoryError) throw found;
    return found;
  }
}
