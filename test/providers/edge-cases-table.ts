import type { FaultRule } from "../../sandbox/faults.js";
import type { Observer, Provider } from "../../src/directory/provider.js";
import type { User } from "../../src/directory/user.js";
import * as scim from "./scim/scim-account.js";
import * as talkdesk from "./talkdesk/talkdesk-account.js";
import * as desk from "./teamwork-desk/desk-account.js";
import * as projects from "./teamwork-projects/projects-account.js";
import * as spaces from "./teamwork-spaces/spaces-account.js";
import * as tiledesk from "./tiledesk/tiledesk-account.js";

/** What is done to one row of the list of users, and what of its User shows it. */
export interface SpoiltRow {
  readonly replace?: Record<string, unknown>;
  readonly remove?: string[];
  readonly seen: (user: User) => unknown;
  /** How the observer counts it; unset where it is nothing to count. */
  readonly counted?: string;
}

/** An account of a provider on a stand-in, and where the edges of its users' list are. */
export interface EdgeAccount {
  readonly title: string;
  readonly accountKey: string;
  /** The list of users, as a rule for faults matches it. */
  readonly route: string;
  /** What an answer of this route is. */
  readonly envelope: "array" | "object";
  /** The collection that a row which is left out is counted under. */
  readonly collection: string;
  /** The row that is spoilt: one that has all values below. */
  readonly index: number;
  /** A value that nobody knows, where User has one of a closed set: it reads UNKNOWN. */
  readonly unknownValue: SpoiltRow;
  /** A field that may be missing: it reads null. */
  readonly optional: SpoiltRow;
  /** A value of the wrong type: it reads null. */
  readonly wrongType: SpoiltRow;
  /** The field without which there is no User. */
  readonly id: string;
  open(): Promise<OpenEdgeAccount>;
}

export interface OpenEdgeAccount {
  readonly standIn: { readonly faults: { add(rules: readonly FaultRule[]): void; clear(): void } };
  /** The account opened anew: nothing read yet. */
  cold(options: { readonly observer: Observer }): Provider;
  close(): Promise<void>;
}

const people = 20;

/** One entry for each kind of account; `edge-cases.test.ts` expects the same of all. */
export const edgeAccounts: readonly EdgeAccount[] = [
  {
    title: "Tiledesk",
    accountKey: tiledesk.identity.accountKey,
    route: "/:pid/project_users",
    envelope: "array",
    collection: "project_user",
    index: 2,
    id: "_id",
    unknownValue: {
      replace: { status: "hibernating" },
      seen: (user) => user.state,
      counted: "project_user.status",
    },
    optional: { remove: ["id_user.email"], seen: (user) => user.email },
    wrongType: {
      replace: { isBusy: "a little" },
      seen: (user) => user.availability?.isBusy,
      counted: "project_user.isBusy",
    },
    open: () => tiledesk.openTiledesk({ people }),
  },
  {
    title: "Talkdesk over REST",
    accountKey: talkdesk.identity.accountKey,
    route: "/users",
    envelope: "object",
    collection: "users",
    index: 2,
    id: "id",
    unknownValue: {
      replace: { status: "HIBERNATING" },
      seen: (user) => user.state,
      counted: "user.status",
    },
    optional: { remove: ["email"], seen: (user) => user.email },
    wrongType: { replace: { email: 7 }, seen: (user) => user.email, counted: "users.email" },
    open: () => talkdesk.openTalkdesk({ people, quirks: { listShows: "full", status: "upper" } }),
  },
  {
    title: "SCIM",
    accountKey: scim.identity.accountKey,
    route: "/scim/v2/Users",
    envelope: "object",
    collection: "User",
    index: 2,
    id: "id",
    unknownValue: {
      replace: { roles: [{ value: "hibernator" }] },
      seen: (user) => user.privilege,
      counted: "User.roles",
    },
    optional: { remove: ["title"], seen: (user) => user.title },
    wrongType: { replace: { title: 7 }, seen: (user) => user.title, counted: "User.title" },
    open: () => scim.openScim({ people }),
  },
  {
    title: "Teamwork Projects",
    accountKey: projects.identity.accountKey,
    route: "/projects/api/v2/people.json",
    envelope: "object",
    collection: "people",
    index: 11,
    id: "id",
    unknownValue: {
      replace: { userInvitedStatus: "HIBERNATING" },
      seen: (user) => user.state,
      counted: "person.userInvitedStatus",
    },
    optional: { remove: ["emailAddress"], seen: (user) => user.email },
    wrongType: { replace: { title: 7 }, seen: (user) => user.title, counted: "people.title" },
    open: () => projects.openProjects({ people }),
  },
  {
    title: "Teamwork Desk",
    accountKey: desk.identity.accountKey,
    route: "/desk/api/v2/users.json",
    envelope: "object",
    collection: "users",
    index: 0,
    id: "id",
    unknownValue: {
      replace: { state: "hibernating" },
      seen: (user) => user.state,
      counted: "user.state",
    },
    optional: { remove: ["email"], seen: (user) => user.email },
    wrongType: { replace: { avatarURL: 7 }, seen: (user) => user.avatarUrl, counted: "users.avatarURL" },
    open: () => desk.openDesk({ people: 60 }),
  },
  {
    title: "Teamwork Spaces",
    accountKey: spaces.identity.accountKey,
    route: "/spaces/api/v1/users.json",
    envelope: "object",
    collection: "users",
    index: 8,
    id: "user.id",
    unknownValue: {
      replace: { "user.state": "hibernating" },
      seen: (user) => user.state,
      counted: "users.state",
    },
    optional: { remove: ["user.email"], seen: (user) => user.email },
    wrongType: { replace: { "user.avatar": 7 }, seen: (user) => user.avatarUrl, counted: "users.avatar" },
    open: () => spaces.openSpaces({ people }),
  },
];
