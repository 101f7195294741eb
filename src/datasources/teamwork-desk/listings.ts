import { parseObject, parseRows } from "../http/edge.js";
import type { Resource, Sighting, SiteClient } from "../teamwork-site/client.js";
import { includedIn, memberOf } from "../teamwork-site/envelope.js";
import { Listing } from "../teamwork-site/listing.js";
import { toFilterText, type DeskFilter } from "./filter.js";
import { agentRow, inboxRow, ownPerson, type AgentRow, type InboxRow } from "./rows.js";
import { toAgent, toInbox, type Agent, type Inbox, type IncludedInboxes } from "./wire.js";

/** Desk makes larger pages smaller without a word (contract section 5). */
export const mostRows = 100;
const lifetimeMs = 15_000;

interface Asked {
  readonly filter: DeskFilter | null;
  readonly withInboxes: boolean;
  readonly maxPageSize?: number;
}

export function agents(
  client: SiteClient,
  { filter, withInboxes, maxPageSize = mostRows }: Asked,
): Listing<AgentRow, Agent> {
  return new Listing({
    client,
    path: "desk/api/v2/users.json",
    template: "desk/api/v2/users.json",
    name: "users",
    query: { ...toQuery(filter), ...(withInboxes && includeInboxes) },
    paging: "numbered",
    maxPageSize,
    lifetimeMs,
    schema: agentRow,
    toItems: (seen, rows, body) => {
      const included = withInboxes ? includedInboxes(seen, body) : null;
      return rows.map((row) => (row === null ? null : toAgent(seen, row, included)));
    },
    idOf: (agent) => agent.id,
  });
}

export function inboxes(client: SiteClient, filter: DeskFilter | null): Listing<InboxRow, Inbox> {
  return new Listing({
    client,
    path: "desk/api/v2/inboxes.json",
    template: "desk/api/v2/inboxes.json",
    name: "inboxes",
    query: toQuery(filter),
    paging: "numbered",
    maxPageSize: mostRows,
    lifetimeMs,
    schema: inboxRow,
    toItems: (seen, rows) => rows.map((row) => (row === null ? null : toInbox(seen, row))),
    idOf: (inbox) => inbox.id,
  });
}

/** One agent in whichever state; `null` where there is none. */
export function agent(id: string, withInboxes: boolean): Resource<Agent | null> {
  return {
    call: {
      path: `desk/api/v2/users/${id}.json`,
      template: "desk/api/v2/users/{id}.json",
      query: withInboxes ? includeInboxes : {},
      answers: [404],
    },
    lifetimeMs,
    parse: ({ status, body }, seen) => {
      if (status === 404) return null;
      const row = parseObject(seen.edge("user"), agentRow, memberOf(body, "user"));
      return toAgent(seen, row, withInboxes ? includedInboxes(seen, body) : null);
    },
  };
}

/** Likewise, an inbox. */
export function inbox(id: string): Resource<Inbox | null> {
  return {
    call: {
      path: `desk/api/v2/inboxes/${id}.json`,
      template: "desk/api/v2/inboxes/{id}.json",
      answers: [404],
    },
    lifetimeMs,
    parse: ({ status, body }, seen) => {
      if (status === 404) return null;
      return toInbox(seen, parseObject(seen.edge("inbox"), inboxRow, memberOf(body, "inbox")));
    },
  };
}

/** The address of whose token it is, told by Projects, since Desk does not; `null` where Projects does not know. */
export const ownEmail: Resource<string | null> = {
  call: { path: "me.json", template: "me.json", answers: [404] },
  lifetimeMs,
  parse: ({ status, body }, seen) => {
    if (status === 404) return null;
    return parseObject(seen.edge("person"), ownPerson, memberOf(body, "person"))["email-address"];
  },
};

const includeInboxes = { includes: "inboxes" };

/** A list under each type, and not a map as in Projects. Where none came, nobody knows whether that is all. */
function includedInboxes(seen: Sighting, body: unknown): IncludedInboxes {
  const { rows, skipped } = parseRows(seen.edge("included inbox"), inboxRow, includedIn(body, "inboxes"));
  const inboxes = rows.map((row) => toInbox(seen, row));
  const isThere = memberOf(memberOf(body, "included"), "inboxes") !== undefined;
  const areTold = isThere && inboxes.every(({ accessByAgent }) => accessByAgent !== null);
  return { inboxes, skippedRows: skipped, areTold };
}

function toQuery(filter: DeskFilter | null): Readonly<Record<string, string>> {
  return filter === null ? {} : { filter: toFilterText(filter) };
}
