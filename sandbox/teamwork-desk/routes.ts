import type { Answer } from "../answer.js";
import { json, listIn, numberIn, type SiteCall, type SiteRoute } from "../teamwork-site/router.js";
import type { AgentDocument, InboxDocument } from "./documents.js";
import { BadFilter, toTest, type Filterable } from "./filters.js";
import type { DeskQuirks } from "./quirks.js";
import type { DeskState } from "./state.js";
import { agentView, inboxView, inviteView } from "./views.js";

/** What the routes work with. */
export interface DeskBackstage {
  readonly state: DeskState;
  readonly quirks: DeskQuirks;
}

type Route = SiteRoute<DeskBackstage>;

/** The validator's complaints by field, as far as the documents tell (contract section 1.4). */
function invalid(field: string, message: string): Answer {
  return json(400, { errors: { [field]: [message] } });
}

export function failure(status: number, detail: string): Answer {
  return json(status, { errors: [{ id: "d1", code: String(status), title: detail, detail }] });
}

/** Fields of an agent that can be filtered by as they are shown (contract section 5). */
const shownFields: readonly string[] = [
  ...["id", "email", "firstName", "lastName", "role", "isPartTime", "reviewer", "state"],
  ...["createdAt", "updatedAt", "editMethod", "autoFollowOnCC", "ticketReplyRedirect"],
  ...["trainingWheelsEnrollment", "sendPushNotifications", "sendWebNotifications"],
];

function agentFields({ state, quirks }: DeskBackstage): Filterable<AgentDocument> {
  return {
    ...Object.fromEntries(
      shownFields.map((name) => [name, (agent: AgentDocument) => agentView(state, quirks, agent)[name]]),
    ),
    createdBy: () => state.owner.id,
    updatedBy: () => state.owner.id,
    "inboxes.id": (agent) => state.inboxesOf(agent.id).map(({ id }) => id),
  };
}

const inboxFields: Filterable<InboxDocument> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  email: ({ email }) => email,
  state: ({ state }) => state,
  "users.id": ({ agents }) => agents.map(({ id }) => id),
};

/** Reads; every list is a page (contract section 5). */
export const deskRoutes: readonly Route[] = [
  { template: "/desk/api/v2/users.json", run: listAgents },
  {
    template: "/desk/api/v2/users/:id.json",
    run: (stage: DeskBackstage, call: SiteCall): Answer => {
      const agent = stage.state.agents.find(({ id }) => String(id) === call.params["id"]);
      if (!agent) return failure(404, "Not found");
      return json(200, {
        user: agentView(stage.state, stage.quirks, agent),
        included: included(stage, call, [agent]),
      });
    },
  },
  { template: "/desk/api/v2/inboxes.json", run: listInboxes },
  {
    template: "/desk/api/v2/inboxes/:id.json",
    run: ({ state, quirks }: DeskBackstage, { params }: SiteCall): Answer => {
      const inbox = state.inboxes.find(({ id }) => String(id) === params["id"]);
      if (!inbox) return failure(404, "Not found");
      return json(200, { inbox: inboxView(quirks, inbox), included: {} });
    },
  },
  {
    template: "/desk/api/v2/agentinvites.json",
    run: (stage, call) =>
      page(stage, call, "agentinvites", {
        rows: stage.state.invites,
        view: inviteView,
        include: (shown) => ({ users: shown.map(({ user }) => user) }),
      }),
  },
  // Of Projects, at the same address.
  {
    template: "/me.json",
    run: ({ state: { owner } }) =>
      json(200, {
        STATUS: "OK",
        person: {
          ...{ id: String(owner.id), "email-address": owner.email, "user-name": owner.email },
          ...{ "first-name": owner.firstName, "last-name": owner.lastName, title: "", deleted: false },
          ...{ administrator: true, "site-owner": true, "in-owner-company": "1", "has-desk-account": true },
        },
      }),
  },
];

function listAgents(stage: DeskBackstage, call: SiteCall): Answer {
  const { state, quirks } = stage;
  const filter = call.query.get("filter");
  // A list that is asked for a state shows every state.
  const isHiding = quirks.lists === "active" && filter?.includes('"state"') !== true;
  return narrowed(filter, agentFields(stage), (test) => {
    const agents = state.agents.filter((agent) => test(agent) && !(isHiding && agent.state !== "active"));
    return page(stage, call, "users", {
      rows: agents,
      view: (agent) => agentView(state, quirks, agent),
      include: (shown) => included(stage, call, shown),
    });
  });
}

function listInboxes(stage: DeskBackstage, call: SiteCall): Answer {
  return narrowed(call.query.get("filter"), inboxFields, (test) =>
    page(stage, call, "inboxes", {
      rows: stage.state.inboxes.filter(test),
      view: (inbox) => inboxView(stage.quirks, inbox),
      include: nothing,
    }),
  );
}

function narrowed<T>(
  filter: string | null,
  fields: Filterable<T>,
  answer: (test: (document: T) => boolean) => Answer,
): Answer {
  try {
    return answer(filter === null ? () => true : toTest(filter, fields));
  } catch (error) {
    if (error instanceof BadFilter) return invalid(error.field, error.message);
    throw error;
  }
}

/** A list under each type: Projects has a map there. */
function included(
  { state, quirks }: DeskBackstage,
  { query }: SiteCall,
  agents: readonly AgentDocument[],
): object {
  const wanted = listIn(query, "includes");
  if (quirks.includes === "never") return {};
  if (wanted?.has("inboxes") !== true && wanted?.has("all") !== true) return {};
  const ids = new Set(agents.flatMap(({ id }) => state.inboxesOf(id).map((inbox) => inbox.id)));
  const shown = state.inboxes.filter(({ id }) => ids.has(id));
  return { inboxes: shown.map((inbox) => inboxView(quirks, inbox)) };
}

const nothing = (): object => ({});

interface Listed<T> {
  readonly rows: readonly T[];
  readonly view: (row: T) => object;
  readonly include: (shown: readonly T[]) => object;
}

function page<T>(
  { quirks }: DeskBackstage,
  { query }: SiteCall,
  name: string,
  { rows, view, include }: Listed<T>,
): Answer {
  const size = Math.min(Math.max(1, numberIn(query, "pageSize", 50)), quirks.pageSizeClamp);
  const number = Math.max(1, numberIn(query, "page", 1));
  const shown = rows.slice((number - 1) * size, number * size);
  const pages = Math.ceil(rows.length / size);
  const hasMore = number < pages;
  const pagination = { records: rows.length, pageSize: size, pages, page: number, hasMorePages: hasMore };
  const meta = { page: { count: rows.length, pageSize: size, pageOffset: number - 1, pages, hasMore } };
  return json(200, {
    [name]: shown.map(view),
    included: include(shown),
    ...(quirks.paging === "meta" ? {} : { pagination }),
    ...(quirks.paging === "pagination" ? {} : { meta }),
  });
}
