import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { PersonDocument } from "../../sandbox/teamwork-projects/documents.js";
import { idsIn, rowsIn, someone, startProjects, type ProjectsSession } from "./teamwork-projects-session.js";

const v2 = "/projects/api/v2";
const v3 = "/projects/api/v3";
const all = "pageSize=500";

describe("people of Teamwork Projects", () => {
  let session: ProjectsSession;
  beforeAll(async () => {
    session = await startProjects();
  });
  afterAll(() => session.close());

  const idsOf = (isMeant: (person: PersonDocument) => boolean): number[] =>
    session.state.people.filter(isMeant).map(({ id }) => id);
  const isHidden = (one: PersonDocument): boolean => one.isServiceAccount || one.isPlaceholder;
  const isLiving = (one: PersonDocument): boolean => one.deletedAt === null && !isHidden(one);

  it("are the same ones in three spellings", async () => {
    const { id, companyId } = session.state.owner;
    const one = rowsIn(await session.get("/people.json"), "people")[0];
    const two = rowsIn(await session.get(`${v2}/people.json`), "people")[0];
    const three = rowsIn(await session.get(`${v3}/people.json`), "people")[0];
    expect(one).toMatchObject({ id: String(id), "company-id": String(companyId), "in-owner-company": true });
    expect(two).toMatchObject({ id, companyId, inOwnerCompany: true, userInvitedStatus: "COMPLETE" });
    expect(three).toMatchObject({
      id,
      companyId,
      isAdmin: true,
      company: { id: companyId, type: "companies" },
    });
    expect(three).not.toHaveProperty("siteOwner");
    expect(rowsIn(await session.get(`${v3}/me.json`), "person")[0]).toMatchObject({ id, siteOwner: true });
    const single = rowsIn(await session.get(`/people/${String(id)}.json`), "person")[0];
    expect(single).toMatchObject({ "in-owner-company": "1", companyRoleId: "2" });
  });

  it("hide deleted ones, service accounts and placeholders until they are asked for", async () => {
    expect(idsIn(await session.get(`/people.json?${all}`), "people")).toEqual(idsOf(isLiving));
    const contacts = "includeContacts=true";
    expect(idsIn(await session.get(`${v2}/people.json?${all}&${contacts}`), "people")).toEqual(
      idsOf(isLiving),
    );
    expect(idsIn(await session.get(`${v3}/people.json?${all}`), "people")).toEqual(idsOf(isLiving));
    const every = "showDeleted=true&includeServiceAccounts=true&includePlaceholders=true";
    expect(idsIn(await session.get(`${v3}/people.json?${all}&${every}`), "people")).toEqual(
      idsOf(() => true),
    );
    const known = await session.get(`${v2}/people.json?${all}&${contacts}&${every}`);
    expect(idsIn(known, "people")).toEqual(idsOf((one) => !isHidden(one)));
  });

  it.each<[string, string, (person: PersonDocument) => boolean]>([
    ["contacts", `${v2}/people.json?${all}`, ({ userType }) => userType !== "contact"],
    ["contacts", `${v3}/people.json?${all}&excludeContacts=true`, ({ userType }) => userType !== "contact"],
    ["clients", `${v3}/people.json?${all}&includeClients=false`, ({ isClientUser }) => !isClientUser],
    [
      "collaborators",
      `${v3}/people.json?${all}&includeCollaborators=false`,
      ({ userType }) => userType !== "collaborator",
    ],
  ])("leave %s out in %s", async (_, path, isKept) => {
    const kept = idsOf((one) => isLiving(one) && isKept(one));
    expect(kept.length).toBeLessThan(idsOf(isLiving).length);
    expect(idsIn(await session.get(path), "people")).toEqual(kept);
  });

  it("are found by ids, e-mail, words, company, project and invitation in v2", async () => {
    const [one, two] = [session.state.people[4], session.state.people[9]];
    if (!one || !two) throw new Error("Too few");
    const find = async (query: string): Promise<number[]> =>
      idsIn(await session.get(`${v2}/people.json?${all}&includeContacts=true&${query}`), "people");
    expect(await find(`userIds=${String(one.id)},${String(two.id)},999999999`)).toEqual([one.id, two.id]);
    expect(await find(`emailAddress=${one.email.toUpperCase()}`)).toEqual([one.id]);
    expect(await find(`searchTerm=${one.firstName}`)).toContain(one.id);
    expect(await find("searchTerm=zzz%20acme.example")).toHaveLength(
      idsOf((person) => isLiving(person) && person.email.includes("acme.example")).length,
    );
    const client = session.state.companies[1];
    expect(await find(`companyId=${String(client?.id)}`)).toEqual(
      idsOf((person) => isLiving(person) && person.companyId === client?.id),
    );
    expect(await find("inviteStatus=PENDING")).toEqual(idsOf(({ invited }) => invited === "PENDING"));
    expect(await find("type=collaborator")).toEqual(
      idsOf((person) => isLiving(person) && person.userType === "collaborator"),
    );
    const project = session.state.projects[3];
    const members = idsOf((person) => !isHidden(person) && project?.memberIds.includes(person.id) === true);
    expect(await find(`projectId=${String(project?.id)}`)).toEqual(members);
    expect(
      idsIn(
        await session.get(`${v2}/projects/${String(project?.id)}/people.json?${all}&includeContacts=true`),
        "people",
      ),
    ).toEqual(members);
    expect(await find("updatedAfterDate=20230115000000")).toEqual(
      idsOf((person) => isLiving(person) && person.changedAt > "2023-01-15T00:00:00Z"),
    );
  });

  it("tell their projects and teams in v2 to those who ask", async () => {
    const { id } = session.state.owner;
    const path = `${v2}/people.json?userIds=${String(id)}`;
    expect(rowsIn(await session.get(path), "people")[0]).not.toHaveProperty("projects");
    const [row] = rowsIn(await session.get(`${path}&returnProjectIds=true&returnTeams=true`), "people");
    const projects = session.state.projects.filter(
      (one) => one.status !== "deleted" && one.memberIds.includes(id),
    );
    const teams = session.state.teams.filter((one) => one.deletedAt === null && one.memberIds.includes(id));
    expect(row).toMatchObject({
      projects: projects.map((project) => project.id),
      teams: teams.map((team) => String(team.id)),
    });
    const active = projects.filter(({ status }) => status === "active").map((project) => project.id);
    expect(idsIn(await session.get(`${v2}/people/${String(id)}/projects.json`), "projects")).toEqual(active);
  });

  it("are narrowed by v3 to all of its lists, or to any of them", async () => {
    const [one] = session.state.people;
    const team = session.state.teams.find(({ name }) => name === "Design");
    const query = `${v3}/people.json?${all}&ids=${String(one?.id)}&teamIds=${String(team?.id)}`;
    expect(idsIn(await session.get(query), "people")).toEqual([]);
    expect(idsIn(await session.get(`${query}&inclusiveFilter=true`), "people")).toEqual(
      idsOf((person) => isLiving(person) && (person === one || team?.memberIds.includes(person.id) === true)),
    );
    const owners = await session.get(`${v3}/people.json?onlySiteOwner=true&include=companies,teams,nonsense`);
    expect(idsIn(owners, "people")).toEqual([one?.id]);
    const companyId = String(one?.companyId);
    expect(owners.body).toMatchObject({ included: { companies: { [companyId]: { isOwner: true } } } });
    expect(Object.keys((owners.body as { included: object }).included)).toEqual(["companies"]);
  });

  it("come in the order that v3 is asked for", async () => {
    const { body } = await session.get(`${v3}/people.json?${all}&orderBy=name&orderMode=desc`);
    const names = (body as { people: { firstName: string; lastName: string }[] }).people.map(
      ({ firstName, lastName }) => `${firstName} ${lastName}`,
    );
    expect(names).toEqual(names.toSorted().toReversed());
  });

  it("come in pages, told in headers in v1 and v2, and beside the rows in v3", async () => {
    const living = idsOf(isLiving);
    for (const path of ["/people.json?", `${v2}/people.json?includeContacts=true&`]) {
      const reply = await session.get(`${path}page=3&pageSize=20`);
      expect(idsIn(reply, "people")).toEqual(living.slice(40, 60));
      const told = ["x-page", "x-pages", "x-records"].map((name) => reply.headers.get(name));
      expect(told).toEqual(["3", String(Math.ceil(living.length / 20)), String(living.length)]);
    }
    const reply = await session.get(`${v3}/people.json?page=3&pageSize=20`);
    expect(idsIn(reply, "people")).toEqual(living.slice(40, 60));
    expect(reply.body).toMatchObject({
      meta: { page: { pageOffset: 2, pageSize: 20, count: living.length, hasMore: true } },
    });
    const uncounted = await session.get(`${v3}/people.json?page=3&pageSize=20&skipCounts=true`);
    expect(uncounted.body).toMatchObject({ meta: { page: { count: 61, hasMore: true } } });
    expect(rowsIn(await session.get("/people.json"), "people")).toHaveLength(100);
    expect(rowsIn(await session.get(`${v3}/people.json`), "people")).toHaveLength(50);
  });

  it("who are not there are a 404: with words in v1 and v2, with no body in v3", async () => {
    for (const path of ["/people/1.json", `${v2}/people/1.json`]) {
      expect(await session.get(path)).toMatchObject({ status: 404, body: { STATUS: "Error" } });
    }
    expect(await session.get(`${v3}/people/1.json`)).toMatchObject({ status: 404, text: "" });
  });

  it("are of every kind", () => {
    const { people } = session.state;
    const kinds: readonly ((person: PersonDocument) => boolean)[] = [
      (one) => one.isOwner,
      (one) => one.isAdministrator && !one.isOwner,
      (one) => one.isClientUser,
      (one) => one.userType === "collaborator",
      (one) => one.userType === "contact",
      (one) => one.userType === "robot",
      (one) => one.invited === "PENDING",
      (one) => one.acceptedAt !== "",
      (one) => one.deletedAt !== null && one.deletedBy !== null,
      (one) => one.email === "" && !isHidden(one),
      (one) => one.title !== "" && one.timeZone !== "",
      (one) => one.phoneOffice !== "" && one.phoneOfficeExt !== "",
      (one) => one.tags.length > 0,
    ];
    expect(kinds.map((isSuch) => people.some(isSuch))).toEqual(kinds.map(() => true));
    expect(people.filter((one) => one.isServiceAccount)).toHaveLength(2);
    expect(people.filter((one) => one.isPlaceholder)).toHaveLength(2);
    expect(
      people.filter((one) => one.isClientUser).every((one) => one.companyId !== people[0]?.companyId),
    ).toBe(true);
  });

  it("come and go", async () => {
    const joined = session.state.addPerson({ firstName: "June" });
    expect(idsIn(await session.get(`${v2}/people/${String(joined.id)}.json`), "person")).toEqual([joined.id]);
    const member = someone(
      session.state,
      ({ id }) => session.state.jobRoles[0]?.holderIds.includes(id) === true,
    );
    session.state.removePerson(member.id);
    expect((await session.get(`/people/${String(member.id)}.json`)).status).toBe(404);
    const { projects, teams, projectRoles, jobRoles } = session.state;
    expect(JSON.stringify({ projects, teams, projectRoles, jobRoles })).not.toContain(String(member.id));
  });
});
