import { describe, expect, test } from "@jest/globals";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { idOf, linkedAccountId, project, state, tried } from "./tiledesk-project.js";

function teamId(id: string): string {
  const ref = { kind: "group", scope: project(), id };
  return encodeGlobalId({ tenant: "default", account: "chat", type: "Team", ref });
}

/** Active agents of the first project who have a Tiledesk account. */
function agents(count: number): readonly { readonly id: string; readonly userId: string }[] {
  const found = [...state().members.values()].filter(
    (one) =>
      one.id_project === project() && one.roleType === 1 && one.status === "active" && one.trashed === false,
  );
  return found
    .slice(0, count)
    .map(({ _id, id_user }) => ({ id: idOf("member", _id), userId: id_user ?? "" }));
}

async function newTeam(name: string): Promise<{ id: string; remoteId: string }> {
  const input = { linkedAccount: linkedAccountId(), name, workspace: idOf("project", project(), null) };
  const { payload } = await tried("teamCreate", { input });
  expect(payload.userErrors).toEqual([]);
  return { id: payload.team?.id ?? "", remoteId: payload.team?.remoteId ?? "" };
}

describe("members of a group", () => {
  test("who are added at the same time are all in it, though the server takes whole lists", async () => {
    const { id, remoteId } = await newTeam("Racers");
    const people = agents(20);
    const answers = await Promise.all(people.map((one) => tried("teamMembersAdd", { id, users: [one.id] })));
    expect(answers.flatMap(({ payload }) => payload.userErrors)).toEqual([]);
    expect([...(state().groups.get(remoteId)?.members ?? [])].sort()).toEqual(
      people.map(({ userId }) => userId).sort(),
    );
    await Promise.all(people.slice(5).map((one) => tried("teamMembersRemove", { id, users: [one.id] })));
    expect(state().groups.get(remoteId)?.members).toHaveLength(5);
  });

  test("whom nobody knows stay in it", async () => {
    const { id, remoteId } = await newTeam("Ghosts");
    const group = state().groups.get(remoteId);
    if (group === undefined) throw new Error("No group was made");
    group.members = ["e".repeat(24)];
    state().changed();
    const [one] = agents(1);
    await tried("teamMembersAdd", { id, users: [one?.id] });
    expect(group.members).toEqual(["e".repeat(24), one?.userId]);
    await tried("teamMembersRemove", { id, users: [one?.id] });
    expect(group.members).toEqual(["e".repeat(24)]);
  });

  test("are members of its project", async () => {
    const { id } = await newTeam("Neighbours");
    const other = [...state().members.values()].find(
      (one) => one.id_project === project(1) && one.roleType === 1,
    );
    const { payload } = await tried("teamMembersAdd", {
      id,
      users: [idOf("member", other?._id ?? "", project(1))],
    });
    expect(payload.userErrors).toMatchObject([{ code: "INVALID", field: ["users"] }]);
    const { payload: none } = await tried("teamMembersAdd", { id, users: [] });
    expect(none.userErrors).toMatchObject([{ code: "INVALID", field: ["users"] }]);
  });
});

describe("a group", () => {
  test("that a department uses stays", async () => {
    const used = [...state().departments.values()].find(({ id_group }) => id_group != null);
    const { payload, isChanged } = await tried("teamSoftDelete", { id: teamId(used?.id_group ?? "") });
    expect(payload.userErrors).toMatchObject([{ code: "INVALID" }]);
    expect(isChanged).toBe(false);
  });

  test("comes back switched on, with its members", async () => {
    const { id, remoteId } = await newTeam("Phoenix");
    const [one] = agents(1);
    await tried("teamMembersAdd", { id, users: [one?.id] });
    await tried("teamSoftDelete", { id });
    expect(state().groups.get(remoteId)).toMatchObject({ trashed: true, enabled: false });
    const { payload } = await tried("teamRestore", { id });
    expect(payload).toMatchObject({ userErrors: [], fidelity: { sameId: true, lost: [] } });
    expect(state().groups.get(remoteId)).toMatchObject({
      trashed: false,
      enabled: true,
      members: [one?.userId],
    });
  });

  test("of another project is not reached by its id", async () => {
    const other = [...state().groups.values()].find((one) => one.id_project === project(1));
    const { payload, isChanged } = await tried("teamUpdate", {
      id: teamId(other?._id ?? ""),
      input: { name: "Taken over" },
    });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(isChanged).toBe(false);
  });

  test("has no description, and no name that another one has in another case", async () => {
    await newTeam("Night watch");
    const { id } = await newTeam("Day watch");
    const { payload } = await tried("teamUpdate", { id, input: { description: "By day" } });
    expect(payload.userErrors).toMatchObject([
      { code: "FIELD_UNSUPPORTED", field: ["input", "description"] },
    ]);
    const { payload: taken } = await tried("teamUpdate", { id, input: { name: "NIGHT watch" } });
    expect(taken.userErrors).toMatchObject([{ code: "TAKEN", field: ["input", "name"] }]);
  });
});

describe("a role", () => {
  test("takes the place of the one before, which is told", async () => {
    const [, one] = agents(2);
    const { payload } = await tried("roleAssign", { id: one?.id, role: { name: "supervisor" } });
    expect(payload).toMatchObject({ userErrors: [], user: { roles: [{ name: "supervisor" }] } });
    const { payload: back } = await tried("roleAssign", { id: one?.id, role: { name: "agent" } });
    expect(back).toMatchObject({ replacedRole: { name: "supervisor" } });
  });

  test("cannot be taken away, and what can be done instead is told", async () => {
    const [, one] = agents(2);
    const { payload } = await tried("roleUnassign", { id: one?.id, role: { name: "agent" } });
    expect(payload.userErrors).toMatchObject([
      { code: "UNSUPPORTED_BY_PROVIDER", alternatives: [{ operation: "ROLE_ASSIGN" }] },
    ]);
  });
});
