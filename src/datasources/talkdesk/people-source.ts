import type { Slot } from "../../directory/provider.js";
import type { Note } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { DirectoryError } from "../../directory/errors.js";
import type { Team } from "../../directory/team.js";
import type { OffsetSource } from "../http/offset-list.js";
import type { Part, Person } from "./people.js";
import type { TeamTest } from "./user-plan.js";

/** A list of users, in the server's order. */
export interface PeopleList extends OffsetSource<Person> {
  /** Whether the first page is there without a call. */
  knows(reading: Reading): boolean;
  /** All of it. @throws DirectoryError when not all of it could be read */
  whole(reading: Reading): Promise<{ readonly items: readonly Person[] } | null>;
}

/** The one of Talkdesk's two surfaces that lists an account's users; its ids are the users' ids (contract 5.6). */
export interface PeopleSource {
  /** Of references: ids of the two surfaces are no use to each other. */
  readonly kind: string;
  readonly all: PeopleList;
  /** Those whom the server calls active, if it heeds such a filter. */
  readonly active: PeopleList;
  isUserId(id: string): boolean;
  /** By a get; `null` when there is no such user in this account. */
  find(reading: Reading, id: string): Promise<Person | null>;
  /** @param emails lower-case */
  byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly Person[]>[]>;
}

/** What an account has of teams, ring groups and queues. */
export interface AllGroups {
  readonly items: readonly Team[];
  readonly skippedRows: number;
  readonly notes: readonly Note[];
  /** Why some of them are missing. */
  readonly failure: DirectoryError | null;
}

/** The teams of people. */
export interface TeamsOfPeople {
  /** `null` where the account does not tell. */
  readonly of: (person: Person) => readonly Team[] | null;
  /** Whether there are more groups than are gone through. */
  readonly isPartial: boolean;
}

/** What tells of teams, and of who is in them. */
export interface TeamSource {
  /** What has to be known of a user for it. */
  readonly parts: readonly Part[];
  /** `null` where the account has none of the lists. */
  all(reading: Reading): Promise<AllGroups | null>;
  /** Starts reading the teams; whoever needs them meets the same call and its failure. */
  begin(reading: Reading): void;
  find(reading: Reading, ref: RemoteRef): Promise<Team | null>;
  /** Who is in the team, or `null` when there is no such team. */
  testOf(reading: Reading, ref: RemoteRef): Promise<TeamTest | null>;
  /** Whether nothing tells who is in which team, whatever is known of the users. */
  isUntold(reading: Reading): Promise<boolean>;
  teamsOf(reading: Reading, people: readonly Person[]): Promise<TeamsOfPeople>;
}
