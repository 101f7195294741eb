import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { MemberDocument, UserDocument } from "../../sandbox/tiledesk/documents.js";
import { startGraphSession, type GraphSession } from "./graph-session.js";

interface Named {
  readonly name: string;
}

interface UserSeen {
  readonly remoteId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly state: string;
  readonly privilege: string;
  readonly identityId: string | null;
  readonly roles: readonly (Named & { readonly privilege: string })[];
  readonly roleAssignments: readonly { readonly role: Named; readonly workspace: Named }[];
  readonly permissions: readonly string[] | null;
  readonly teams: { readonly nodes: readonly Named[]; readonly totalCount: number };
  readonly workspaces: {
    readonly edges: readonly { readonly node: Named; readonly role: Named; readonly access: string }[];
  };
  readonly availability: { readonly presence: string | null; readonly isBusy: boolean } | null;
  readonly viewerCan: { readonly update: { readonly isAllowed: boolean; readonly reason: string | null } };
}

const everybody = `{ users(first: 100, filter: { states: [ACTIVE, INVITED, DISABLED, DELETED, UNKNOWN] }) {
  totalCount isComplete
  nodes {
    remoteId displayName email phone state privilege identityId permissions
    roles { name privilege } roleAssignments { role { name } workspace { name } }
    teams(first: 10) { nodes { name } totalCount }
    workspaces(first: 5) { edges { node { name } role { name } access } }
    availability { presence isBusy } viewerCan { update { isAllowed reason } }
  }
} }`;

let session: GraphSession;
let users: ReadonlyMap<string, UserSeen>;

beforeAll(async () => {
  session = await startGraphSession();
  const reply = await session.ask<{ users: { nodes: UserSeen[]; isComplete: boolean; totalCount: number } }>(
    everybody,
  );
  expect(reply.errors).toEqual([]);
  expect(reply.data.users.isComplete).toBe(true);
  expect(reply.data.users.totalCount).toBe(reply.data.users.nodes.length);
  users = new Map(reply.data.users.nodes.map((user) => [user.remoteId, user]));
});
afterAll(() => session.stop());

/** Team members of the provider, which leaves visitors out, and those without a type that only `?role=` lists. */
function members(): { member: MemberDocument; human: UserDocument | undefined }[] {
  const { state } = session.standIn().current();
  return [...state.members.values()]
    .filter(({ id_project, roleType }) => roleType === 1 && id_project === projectId())
    .map((member) => ({ member, human: state.users.get(member.id_user ?? "") }));
}

function projectId(): string {
  return session.standIn().current().projectIds[0] ?? "";
}

function seen(id: string): UserSeen {
  const user = users.get(id);
  if (user === undefined) throw new Error(`${id} is not in the graph`);
  return user;
}

describe("Users", () => {
  test("are the members and the pending invitations of the provider, nobody else", () => {
    const { state } = session.standIn().current();
    const invited = [...state.pendingInvitations.keys()];
    const expected = [...members().map(({ member }) => member._id), ...invited];
    expect([...users.keys()].sort()).toEqual(expected.sort());
    expect(invited.map((id) => seen(id).state)).toEqual(invited.map(() => "INVITED"));
  });

  test("have the names, addresses and phones of the humans behind", () => {
    for (const { member, human } of members()) {
      const user = seen(member._id);
      if (human === undefined) {
        expect(user).toMatchObject({ displayName: member._id, email: null, identityId: null });
        continue;
      }
      expect(user).toMatchObject({
        displayName: `${human.firstname} ${human.lastname}`,
        email: human.email,
        phone: human.phone ?? null,
        identityId: human._id,
      });
    }
  });

  test("stand where the provider says", () => {
    const expected = (member: MemberDocument, human: UserDocument | undefined): string => {
      if (member.trashed === true || human === undefined || human.status === 0) return "DELETED";
      return member.status === "disabled" ? "DISABLED" : "ACTIVE";
    };
    for (const { member, human } of members()) expect(seen(member._id).state).toBe(expected(member, human));
    const states = new Set([...users.values()].map(({ state }) => state));
    expect(states).toEqual(new Set(["ACTIVE", "INVITED", "DISABLED", "DELETED"]));
  });

  test("hold the provider's role in its project, with what it reaches", () => {
    const privileges: Readonly<Record<string, string>> = {
      owner: "OWNER",
      admin: "ADMIN",
      supervisor: "MANAGER",
      agent: "MEMBER",
      teammate: "LIMITED",
      auditor: "ADMIN",
      wizard: "ADMIN",
    };
    for (const { member } of members()) {
      const name = member.role ?? "";
      const user = seen(member._id);
      expect(user.roles).toEqual([{ name, privilege: privileges[name] }]);
      expect(user.privilege).toBe(privileges[name]);
      expect(user.roleAssignments).toEqual([{ role: { name }, workspace: { name: "Acme Support" } }]);
      expect(user.workspaces.edges).toEqual([
        { node: { name: "Acme Support" }, role: { name }, access: name },
      ]);
    }
  });

  test("have the permissions of a custom role, and null where there are none to tell", () => {
    for (const { member } of members()) {
      const { permissions } = seen(member._id);
      if (member.role === "auditor") expect(permissions).toEqual(["project_users_read", "activities_read"]);
      else expect(permissions).toBeNull();
    }
  });

  test("are in the groups that hold their human, and in no trashed one", () => {
    const groups = [...session.standIn().current().state.groups.values()].filter(
      ({ trashed }) => trashed === false,
    );
    for (const { member, human } of members()) {
      const names = groups
        .filter((group) => group.members.includes(human?._id ?? ""))
        .map(({ name }) => name);
      const { teams } = seen(member._id);
      expect(teams.nodes.map(({ name }) => name).sort()).toEqual([...names].sort());
      expect(teams.totalCount).toBe(names.length);
    }
  });

  test("say whether they are there and busy", () => {
    for (const { member } of members()) {
      const { availability } = seen(member._id);
      expect(availability?.presence).toBe(member.presence?.status.toUpperCase() ?? null);
      expect(availability?.isBusy).toBe(member.number_assigned_requests >= 5);
    }
  });

  test("may be changed, as far as anybody can tell beforehand", () => {
    for (const { viewerCan } of users.values()) {
      expect(viewerCan.update).toEqual({ isAllowed: true, reason: null });
    }
  });
});

describe("Teams and Workspaces", () => {
  test("list the members that their Users list, in the same states", async () => {
    const reply = await session.ask<{
      teams: { nodes: { name: string; memberCount: number; all: number; members: { nodes: UserSeen[] } }[] };
    }>(
      `{ teams { nodes { name memberCount all: memberCount(states: [ACTIVE, INVITED, DISABLED, DELETED])
         members(first: 100) { nodes { remoteId state } } } } }`,
    );
    expect(reply.errors).toEqual([]);
    for (const team of reply.data.teams.nodes) {
      const inside = [...users.values()].filter(({ teams }) =>
        teams.nodes.some(({ name }) => name === team.name),
      );
      const present = inside.filter(({ state }) => state === "ACTIVE" || state === "INVITED");
      expect(team.members.nodes.map(({ remoteId }) => remoteId).sort()).toEqual(
        present.map(({ remoteId }) => remoteId).sort(),
      );
      expect(team).toMatchObject({ memberCount: present.length, all: inside.length });
    }
    expect(reply.data.teams.nodes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Support", "Nobody yet", "Night shift"]),
    );
  });

  test("leave out the deleted project and the one that is null", async () => {
    const reply = await session.ask<{
      workspaces: { nodes: (Named & { state: string; members: { totalCount: number } })[] };
    }>("{ workspaces { nodes { name state members(first: 1) { totalCount } } totalCount } }");
    const present = [...users.values()].filter(({ state }) => state === "ACTIVE" || state === "INVITED");
    expect(reply.data.workspaces.nodes).toEqual([
      { name: "Acme Support", state: "ACTIVE", members: { totalCount: present.length } },
    ]);
  });

  test("page through their members without losing or repeating anybody", async () => {
    const query = `query ($after: String) { workspaces { nodes { members(first: 7, after: $after) {
      nodes { remoteId } pageInfo { hasNextPage endCursor } totalCount
    } } } }`;
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const reply: Awaited<ReturnType<typeof askMembers>> = await askMembers(query, after);
      const members = reply.data.workspaces.nodes[0]?.members;
      if (members === undefined) throw new Error(reply.text);
      found.push(...members.nodes.map(({ remoteId }) => remoteId));
      after = members.pageInfo.endCursor;
      more = members.pageInfo.hasNextPage;
    }
    expect(found).toHaveLength(54);
    expect(new Set(found).size).toBe(54);
  });
});

interface MembersAnswer {
  readonly workspaces: {
    readonly nodes: readonly {
      readonly members: {
        readonly nodes: readonly { readonly remoteId: string }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    }[];
  };
}

function askMembers(query: string, after: string | null) {
  return session.ask<MembersAnswer>(query, { after });
}
