import type { Answer } from "../../answer.js";
import { isOn, listIn, type SiteCall } from "../../teamwork-site/router.js";
import { visibleCompanies, visibleProject, type Backstage } from "../backstage.js";
import type { TeamDocument } from "../documents.js";
import { cutPage, sizesOfTeams, withHeaders } from "../paging.js";
import {
  after,
  allOf,
  among,
  anyAmong,
  given,
  hasWord,
  inOrder,
  notAmong,
  unless,
  type Test,
} from "../questions.js";
import { idIn, idText, notFound, ok, type Route } from "./answer.js";

/** Teams, which no other version has (contract section 2.4). */
export const teamRoutes: readonly Route[] = [
  {
    template: "/teams.json",
    run: (stage, call) => answerTeams(stage, call, isShown(call.query)),
  },
  {
    template: "/teams/:id.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const team = stage.state.teams.find(({ id }) => id === idIn(call));
      return team ? ok({ team: teamView(stage, call, team), users: {}, projects: {} }) : notFound();
    },
  },
  {
    template: "/projects/:id/teams.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = visibleProject(stage, call.params["id"]);
      return project ? answerTeams(stage, call, ({ projectId }) => projectId === project.id) : notFound();
    },
  },
  {
    template: "/companies/:id/teams.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const company = visibleCompanies(stage).find(({ id }) => id === idIn(call));
      return company ? answerTeams(stage, call, ({ companyId }) => companyId === company.id) : notFound();
    },
  },
];

/** Without its flags the list hides most of what there is. */
function isShown(query: URLSearchParams): Test<TeamDocument> {
  return allOf<TeamDocument>([
    unless(query, "includeCompanyTeams", ({ companyId }) => companyId !== null),
    unless(query, "includeProjectTeams", ({ projectId }) => projectId !== null),
    unless(query, "includeSubteams", ({ parentId }) => parentId !== null),
  ]);
}

function isAsked(query: URLSearchParams): Test<TeamDocument> {
  return allOf<TeamDocument>([
    unless(query, "showDeleted", ({ deletedAt }) => deletedAt !== null),
    among(query, "teamIds", ({ id }) => id),
    notAmong(query, "excludeTeamIds", ({ id }) => id),
    among(query, "companyIds", ({ companyId }) => companyId),
    among(query, "parentTeamIds", ({ parentId }) => parentId),
    anyAmong(query, "userIds", ({ memberIds }) => memberIds),
    given(
      query,
      "excludeProjectId",
      (id) =>
        ({ projectId }) =>
          String(projectId) !== id,
    ),
    hasWord(query, ({ name, handle }) => `${name} ${handle}`),
    after(query, "updatedAfterDate", ({ createdAt }) => createdAt),
  ]);
}

const orders = {
  name: ({ name }: TeamDocument) => name.toLowerCase(),
  picker: ({ name }: TeamDocument) => name.toLowerCase(),
  dateAdded: ({ createdAt }: TeamDocument) => createdAt,
};

function answerTeams(stage: Backstage, call: SiteCall, isMeant: Test<TeamDocument>): Answer {
  const { query } = call;
  const asked = stage.state.teams.filter(allOf([isMeant, isAsked(query)]));
  const teams = inOrder(query, { by: "sortBy", mode: "sortOrder" }, orders, asked);
  const cut = cutPage(call, stage.quirks, teams, sizesOfTeams);
  const rows = cut.rows.map((team) => teamView(stage, call, team));
  return withHeaders(stage.quirks, cut, { STATUS: "OK", teams: rows });
}

/** All ids are texts. What a team is not in is missing, but for the project. */
function teamView(stage: Backstage, { query }: SiteCall, team: TeamDocument): Record<string, unknown> {
  const { state } = stage;
  const company = state.companyOf(team);
  const parent = state.teams.find(({ id }) => id === team.parentId);
  const subteams = state.teams.filter(
    ({ parentId, deletedAt }) => parentId === team.id && deletedAt === null,
  );
  const above = parent && { id: String(parent.id), name: parent.name, handle: parent.handle };
  const owner = String(state.owner.id);
  return {
    ...{ id: String(team.id), name: team.name, handle: team.handle, description: team.description },
    ...{ logoUrl: "", logoIcon: "", logoColor: "", projectId: idText(team.projectId) },
    ...(company ? { company: { id: String(company.id), name: company.name } } : {}),
    ...(above ? { parentTeam: above, rootTeam: above } : {}),
    ...(listIn(query, "include")?.has("members") === true ? { members: membersView(stage, team) } : {}),
    numMembers: String(team.memberIds.length),
    ...{ numSubteams: String(subteams.length), numDirectChildren: String(subteams.length) },
    ...(isOn(query, "includeSubteams") ? { subteams: subteams.map(({ id }) => String(id)) } : {}),
    ...{
      isPrivate: team.isPrivate,
      canEdit: stage.quirks.credentialRank !== "client",
      defaultProjectIds: [],
    },
    ...{ createdByUserId: owner, dateCreated: team.createdAt },
    ...{ updatedByUserId: owner, dateUpdated: team.createdAt },
    ...{ deleted: team.deletedAt !== null, deletedDate: team.deletedAt ?? "" },
  };
}

/** The documents differ in what stands beside the id. Whoever was deleted stays a member. */
function membersView({ index, quirks }: Backstage, { memberIds }: TeamDocument): readonly object[] {
  if (quirks.teamMembers === "type") return memberIds.map((id) => ({ id: String(id), type: "user" }));
  return memberIds.map((id) => {
    const { firstName = "", lastName = "" } = index.person(id) ?? {};
    return { id: String(id), name: `${firstName} ${lastName}`.trim() };
  });
}
