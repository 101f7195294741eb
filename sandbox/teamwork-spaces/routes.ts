import type { Answer } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import { json, type SiteCall, type SiteRoute } from "../teamwork-site/router.js";
import { failure, invalid } from "./answers.js";
import type { SpacesQuirks } from "./quirks.js";
import type { SpaceDocument, SpacesState } from "./state.js";
import { showCollaborator, showSpace, showTeam, showUser, toId } from "./views.js";

/** What is served, and with which habits. */
interface Served {
  readonly state: SpacesState;
  readonly quirks: SpacesQuirks;
}

type SpacesCall = Served & Pick<SiteCall, "query" | "params">;

const base = "/spaces/api/v1";

/** There is no user by id, and none of one's own (contract section 7). */
export const routes: readonly SiteRoute<Served>[] = [
  route("users.json", listUsers),
  route("spaces.json", listSpaces),
  route("spaces/:id.json", getSpace),
  route("spaces/:id/collaborators.json", listCollaborators),
];

function route(path: string, run: (call: SpacesCall) => Answer): SiteRoute<Served> {
  return { template: `${base}/${path}`, run: (served, call) => run({ ...served, ...call }) };
}

function listUsers(call: SpacesCall): Answer {
  const { state, quirks } = call;
  const name = quirks.users === "single" ? "user" : "users";
  return listPage(call, state.users, (page) => {
    const shown = page.map((user) => showUser(user, quirks));
    return { [name]: toList(quirks.users === "wrapped" ? shown.map((user) => ({ user })) : shown, quirks) };
  });
}

function listSpaces(call: SpacesCall): Answer {
  const { state, quirks } = call;
  return listPage(call, state.spaces, (page) => ({
    spaces: toList(
      page.map((space) => showSpace(space, quirks)),
      quirks,
    ),
    included: {},
  }));
}

function getSpace({ state, quirks, params }: SpacesCall): Answer {
  const space = findSpace(state, params);
  return space === undefined ? notFound() : json(200, { space: showSpace(space, quirks) });
}

function listCollaborators(call: SpacesCall): Answer {
  const { state, quirks, query, params } = call;
  const space = findSpace(state, params);
  if (space === undefined) return notFound();
  const isTeamsWanted = (query.get("include") ?? "").split(",").includes("teams");
  if (isTeamsWanted && quirks.included === "refused") return invalid(quirks, "include", "value not allowed");
  const page = quirks.collaboratorPages === "paged" ? toPage(query, quirks) : wholePage;
  if (page === null) return invalid(quirks, "pageSize", "must be a number");
  const shown = space.collaborators.slice(page.offset, page.offset + page.size);
  const list = toList(
    shown.map((one) => showCollaborator(one, quirks)),
    quirks,
  );
  const found = { collaborators: list, collaboratorsCount: space.collaborators.length };
  const included = isTeamsWanted ? showIncluded(call, space) : {};
  return json(
    200,
    quirks.collaborators === "space" ? { space: found, ...included } : { ...found, ...included },
  );
}

const wholePage = { offset: 0, size: Infinity };

function showIncluded({ state, quirks }: SpacesCall, { collaborators }: SpaceDocument): JsonObject {
  if (quirks.included === "ignored") return {};
  const ids = new Set(collaborators.filter(({ type }) => type === "teams").map(({ id }) => id));
  const teams = state.teams.filter(({ id }) => ids.has(id));
  if (quirks.included === "list") {
    return { included: { teams: teams.map((team) => showTeam(team, quirks)) } };
  }
  const byId = teams.map((team) => [toId(team.id, quirks.ids), showTeam(team, quirks)] as const);
  return { included: { teams: Object.fromEntries(byId) } };
}

/** Rows from `pageOffset` on, which counts rows and not pages; whether more follow is not told. */
function listPage<T>(
  { quirks, query }: SpacesCall,
  all: readonly T[],
  show: (page: readonly T[]) => JsonObject,
): Answer {
  const page = toPage(query, quirks);
  if (page === null) return invalid(quirks, "pageSize", "must be a number");
  const { offset: pageOffset, size: pageSize } = page;
  const body = show(all.slice(pageOffset, pageOffset + pageSize));
  const meta = { page: { pageOffset, pageSize, count: all.length } };
  return json(200, quirks.meta === "told" ? { ...body, meta } : body);
}

function toPage(query: URLSearchParams, { pageSizeClamp }: SpacesQuirks): typeof wholePage | null {
  const [offset, size] = [query.get("pageOffset") ?? "0", query.get("pageSize") ?? String(pageSizeClamp)];
  if (!/^\d{1,9}$/u.test(offset) || !/^\d{1,9}$/u.test(size)) return null;
  return { offset: Number(offset), size: Math.min(Math.max(1, Number(size)), pageSizeClamp) };
}

function toList(list: readonly JsonObject[], { emptyList }: SpacesQuirks): readonly JsonObject[] | null {
  return list.length === 0 && emptyList === "null" ? null : list;
}

function findSpace(state: SpacesState, { id = "" }: SpacesCall["params"]): SpaceDocument | undefined {
  return /^\d{1,15}$/u.test(id) ? state.space(Number(id)) : undefined;
}

function notFound(): Answer {
  return failure(404, "The resource was not found.");
}
