import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type {
  ActivityDocument,
  ProjectDocument,
  TeamDocument,
} from "../../sandbox/teamwork-projects/documents.js";
import { idsIn, rowsIn, startProjects, type ProjectsSession } from "./teamwork-projects-session.js";

const v3 = "/projects/api/v3";

describe("what people of Teamwork Projects are in", () => {
  let session: ProjectsSession;
  beforeAll(async () => {
    session = await startProjects();
  });
  afterAll(() => session.close());

  const projectIds = (isMeant: (project: ProjectDocument) => boolean): number[] =>
    session.state.projects.filter(isMeant).map(({ id }) => id);
  const teamIds = (isMeant: (team: TeamDocument) => boolean): number[] =>
    session.state.teams.filter(isMeant).map(({ id }) => id);
  const entryIds = (isMeant: (entry: ActivityDocument) => boolean): number[] =>
    session.state.activities.filter(isMeant).map(({ id }) => id);

  it.each<[string, string, (project: ProjectDocument) => boolean]>([
    ["/projects.json", "v1: those that are worked on", ({ status }) => status === "active"],
    ["/projects.json?status=ALL", "v1: archived ones too", ({ status }) => status !== "deleted"],
    ["/projects.json?status=ARCHIVED", "v1: archived ones", ({ status }) => status === "archived"],
    ["/projects.json?status=COMPLETED", "v1: completed ones", ({ subStatus }) => subStatus === "completed"],
    ["/projects.json?getDeleted=true", "v1: the bin", ({ status }) => status === "deleted"],
    [`${v3}/projects.json`, "v3: active", (one) => one.status === "active" && one.subStatus !== "completed"],
    [
      `${v3}/projects.json?projectStatuses=late,deleted`,
      "v3: of some statuses",
      (one) => one.status === "deleted" || (one.status === "active" && one.subStatus === "late"),
    ],
    [`${v3}/projects.json?onlyArchivedProjects=true`, "v3: archived", ({ status }) => status === "archived"],
  ])("%s lists %s", async (path, _, isMeant) => {
    const meant = projectIds(isMeant);
    expect(meant.length).toBeGreaterThan(0);
    expect(idsIn(await session.get(path), "projects")).toEqual(meant);
  });

  it("projects tell their people to those who ask, and include them", async () => {
    const [project] = session.state.projects;
    if (!project) throw new Error("No project");
    const id = String(project.id);
    const [of1] = rowsIn(await session.get("/projects.json?includePeople=true"), "projects");
    expect(of1).toMatchObject({ people: project.memberIds.map(String) });
    const reply = await session.get(`${v3}/projects.json?projectIds=${id}&include=users`);
    const [of3] = rowsIn(reply, "projects");
    expect((of3?.["users"] as { id: number }[]).map((one) => one.id)).toEqual(project.memberIds);
    const { included } = reply.body as { included: { users: object } };
    expect(Object.keys(included.users).map(Number).sort()).toEqual(project.memberIds.toSorted());
    expect(rowsIn(await session.get(`${v3}/projects/${id}.json`), "project")[0]).not.toHaveProperty("users");
    expect(await session.get(`${v3}/projects/1.json`)).toMatchObject({ status: 404, text: "" });
  });

  it("people of a project have what they may do there, in texts and in booleans", async () => {
    const [project] = session.state.projects;
    const [lead] = project?.administratorIds ?? [];
    const path = `projects/${String(project?.id)}/people`;
    const [of1] = rowsIn(await session.get(`/${path}/${String(lead)}.json`), "people");
    expect(of1).toMatchObject({ permissions: { "project-administrator": "1", "is-observing": "0" } });
    const reply = await session.get(`${v3}/${path}.json?pageSize=500&include=permissions`);
    expect(reply.body).toMatchObject({
      included: {
        ProjectPermissions: { [String(lead)]: { projectAdministrator: true, isObserving: false } },
      },
    });
    expect((await session.get(`/${path}/1.json`)).status).toBe(404);
  });

  it("a word for archived is one of two", async () => {
    const archived = `${v3}/projects.json?onlyArchivedProjects=true`;
    expect(rowsIn(await session.get(archived), "projects")[0]).toMatchObject({ status: "archived" });
    session.standIn.setQuirks({ archivedWord: "inactive" });
    expect(rowsIn(await session.get(archived), "projects")[0]).toMatchObject({ status: "inactive" });
  });

  it.each<[string, (team: TeamDocument) => boolean]>([
    ["", (one) => one.companyId === null && one.projectId === null && one.parentId === null],
    ["includeCompanyTeams=true", (one) => one.projectId === null && one.parentId === null],
    ["includeProjectTeams=true", (one) => one.companyId === null && one.parentId === null],
    ["includeSubteams=true", (one) => one.companyId === null && one.projectId === null],
    ["includeSubteams=true&parentTeamIds=41", (one) => one.parentId === 41],
    ["teamIds=43,47", (one) => one.id === 43 || one.id === 47],
    ["excludeTeamIds=43&searchTerm=desi%20nobo", (one) => one.id === 47],
  ])("/teams.json?%s hides what it is not asked for", async (query, isMeant) => {
    const meant = teamIds((team) => team.deletedAt === null && isMeant(team));
    expect(idsIn(await session.get(`/teams.json?${query}`), "teams")).toEqual(meant);
  });

  it("teams have their members where they are asked for, deleted people too", async () => {
    expect(rowsIn(await session.get("/teams.json"), "teams")[0]).not.toHaveProperty("members");
    const [support] = rowsIn(await session.get("/teams.json?include=members"), "teams");
    const ids = (support?.["members"] as { id: string }[]).map(({ id }) => Number(id));
    expect(ids).toEqual(session.state.teams[0]?.memberIds);
    expect(ids.some((id) => session.state.person(id)?.deletedAt !== null)).toBe(true);
    session.standIn.setQuirks({ teamMembers: "name" });
    const [named] = rowsIn(await session.get("/teams/41.json?include=members"), "team");
    expect(named).toMatchObject({ id: "41", numSubteams: "1" });
    const first = session.state.person(ids[0] ?? 0);
    expect((named?.["members"] as object[])[0]).toEqual({
      id: String(ids[0]),
      name: `${first?.firstName ?? ""} ${first?.lastName ?? ""}`,
    });
  });

  it("teams of users, of a company, of a project, and deleted ones", async () => {
    const [member] = session.state.teams[2]?.memberIds ?? [];
    const mine = teamIds(
      (team) =>
        team.deletedAt === null &&
        team.parentId === null &&
        team.companyId === null &&
        team.projectId === null &&
        team.memberIds.includes(member ?? 0),
    );
    expect(idsIn(await session.get(`/teams.json?userIds=${String(member)}`), "teams")).toEqual(mine);
    const company = String(session.state.companies[1]?.id);
    expect(idsIn(await session.get(`/companies/${company}/teams.json`), "teams")).toEqual([44]);
    const project = String(session.state.projects[0]?.id);
    expect(idsIn(await session.get(`/projects/${project}/teams.json`), "teams")).toEqual([45]);
    expect(idsIn(await session.get("/teams.json?showDeleted=true"), "teams")).toContain(46);
    const [night] = rowsIn(await session.get("/teams/42.json"), "team");
    expect(night).toMatchObject({ parentTeam: { id: "41", name: "Support" }, deletedDate: "" });
  });

  it("roles of projects and of jobs have their holders", async () => {
    const [role] = session.state.projectRoles;
    const path = `/projects/${String(role?.projectId)}/roles.json`;
    const [shown] = rowsIn(await session.get(path), "roles");
    expect(shown).toMatchObject({ id: String(role?.id), users: [{ id: String(role?.holderIds[0]) }] });
    expect(idsIn(await session.get(`/roles/${String(role?.id)}.json`), "role")).toEqual([role?.id]);
    const [job] = session.state.jobRoles;
    const [jobShown] = rowsIn(await session.get(`${v3}/jobroles.json`), "jobRoles");
    expect(jobShown).toMatchObject({
      id: job?.id,
      primaryUsers: [{ id: job?.primaryHolderIds[0], type: "users" }],
    });
    session.standIn.setQuirks({ jobRoles: "byHeader" });
    expect((await session.get(`${v3}/jobroles.json`)).status).toBe(404);
    session.standIn.setQuirks({ jobRoles: "forbidden" });
    expect(await session.get(`${v3}/jobroles.json`)).toMatchObject({ status: 403, body: { errors: [{}] } });
  });

  it("companies: one is the owner's, the others are clients", async () => {
    const { companies } = session.state;
    const [owner] = rowsIn(await session.get("/companies.json"), "companies");
    expect(owner).toMatchObject({ isowner: "1", accounts: expect.stringMatching(/^\d+$/u) });
    const clients = companies.filter(({ isOwner }) => !isOwner).map(({ id }) => id);
    expect(idsIn(await session.get(`${v3}/companies.json?excludeOwnerCompany=true`), "companies")).toEqual(
      clients,
    );
    const id = String(clients[0]);
    expect(idsIn(await session.get(`${v3}/companies/${id}.json`), "company")).toEqual([clients[0]]);
    expect(rowsIn(await session.get(`/companies/${id}/people.json`), "people").length).toBeGreaterThan(3);
  });

  it("the log comes newest first, in v1 no more than asked for, in v3 in pages", async () => {
    expect(idsIn(await session.get("/latestActivity.json"), "activity")).toEqual(
      entryIds(() => true).slice(0, 60),
    );
    expect(idsIn(await session.get("/latestActivity.json?maxItems=500"), "activity")).toHaveLength(90);
    const reply = await session.get(`${v3}/latestactivity.json?page=2&include=users,projects,companies`);
    expect(idsIn(reply, "activities")).toEqual(entryIds(() => true).slice(50));
    const { included } = reply.body as { included: Record<string, object> };
    expect(Object.keys(included).sort()).toEqual(["companies", "projects", "users"]);
    const moments = session.state.activities.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted().toReversed());
  });

  it("the log is narrowed by user, project, action and day, and turned round", async () => {
    const [entry] = session.state.activities;
    const find = async (query: string): Promise<number[]> =>
      idsIn(await session.get(`${v3}/latestactivity.json?pageSize=500&${query}`), "activities");
    expect(await find(`userIds=${String(entry?.userId)}`)).toEqual(
      entryIds(({ userId }) => userId === entry?.userId),
    );
    const ofProject = entryIds(({ projectId }) => projectId === entry?.projectId);
    expect(await find(`projectIds=${String(entry?.projectId)}`)).toEqual(ofProject);
    const path = `projects/${String(entry?.projectId)}/latest`;
    expect(idsIn(await session.get(`${v3}/${path}activity.json?pageSize=500`), "activities")).toEqual(
      ofProject,
    );
    expect(idsIn(await session.get(`/${path}Activity.json?maxItems=200`), "activity")).toEqual(ofProject);
    expect(await find("activityTypes=new,teleported")).toEqual(
      entryIds(({ action }) => action === "new" || action === "teleported"),
    );
    expect(await find("startDate=2024-02-01&endDate=2024-02-10")).toEqual(
      entryIds(({ at }) => at >= "2024-02-01" && at < "2024-02-11"),
    );
    expect(await find("orderBy=id&orderMode=asc")).toEqual(entryIds(() => true).toSorted());
    const actions = new Set(session.state.activities.map(({ action }) => action));
    expect(actions.size).toBe(10);
  });
});
