import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScripted, type ScriptedTiledesk } from "./scripted-tiledesk.js";

type Row = Readonly<Record<string, unknown>>;

/** Written after the recorded answers of Tiledesk server 2.19.16: one `project_user` for each form they have. */
const fixture = JSON.parse(
  readFileSync(new URL("fixtures/project-users.json", `file://${import.meta.filename}`), "utf8"),
) as Readonly<Record<string, Row>>;

const project = "65aa000000000000000000a1";
const people = `GET /${project}/project_users`;

describe("a project_user", () => {
  let opened: ScriptedTiledesk | null = null;
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  async function listed(rows: readonly (Row | undefined)[]): Promise<readonly User[]> {
    const script = { [people]: { body: rows }, [`GET /${project}/pendinginvitations`]: { body: [] } };
    opened = await openScripted(script, { projectIds: [project] });
    return itemsOf(await opened.provider.listUsers(testReading(), firstPage, everybody, nothingAhead));
  }
  const read = async (name: string): Promise<User> => valueOf((await listed([fixture[name]]))[0] ?? null);
  const noticed = (): readonly string[] => [...(opened?.observer.unknown ?? [])].sort();

  it("with everything shows everything", async () => {
    expect(await read("full")).toMatchObject({
      ...{
        displayName: "Ada Lovelace",
        email: "ada@example.com",
        phone: "+390832000001",
        privilege: "MANAGER",
      },
      name: { full: "Ada Lovelace", given: "Ada", family: "Lovelace" },
      ...{ state: "ACTIVE", kind: "HUMAN", boundary: "INTERNAL", identityId: "65aa00000000000000000101" },
      availability: {
        ...{
          isAvailable: true,
          presence: "ONLINE",
          rawPresence: "online",
          isBusy: true,
          note: "on the phone",
        },
        presenceChangedAt: new Date("2026-11-22T18:00:00.000Z"),
        ...{ openConversations: 6, maxConversations: 5 },
      },
      ...{ tags: ["vip"], attributes: { floor: 3, desk: { side: "left" } } },
      ownPermissions: ["project_users_read"],
      lifecycle: {
        ...{
          state: "ACTIVE",
          rawState: "active",
          lastActiveAt: null,
          disabledAt: null,
          restorableUntil: null,
        },
        createdAt: new Date("2026-11-22T17:35:02.806Z"),
        updatedAt: new Date("2026-11-22T17:35:03.806Z"),
      },
    });
    expect(noticed()).toEqual([]);
  });

  it.each([
    ["populated", { displayName: "Bob Builder", identityId: "65aa00000000000000000102", state: "ACTIVE" }],
    [
      "string",
      { displayName: "65aa00000000000000000003", identityId: "65aa00000000000000000103", email: null },
    ],
    [
      "gone",
      {
        state: "DELETED",
        name: null,
        email: null,
        identityId: null,
        displayName: "65aa00000000000000000004",
      },
    ],
    ["noHuman", { state: "ACTIVE", name: null, email: null, identityId: null }],
  ])("whose human is %s is read so", async (name, expected) => {
    expect(await read(name)).toMatchObject(expected);
    expect(noticed()).toEqual([]);
  });

  it.each([
    ["anonymised", "DELETED", "active"],
    ["gone", "DELETED", "active"],
    ["trashed", "DELETED", "trashed"],
    ["disabled", "DISABLED", "disabled"],
    ["old", "ACTIVE", "active"],
  ])("that is %s is %s", async (name, state, rawState) => {
    const user = await read(name);
    expect(user).toMatchObject({ state, lifecycle: { state, rawState, restorableUntil: null } });
    expect(noticed()).toEqual([]);
  });

  it("of a visitor is nobody in the list and by id", async () => {
    expect(await listed([fixture["guest"], fixture["populated"]])).toHaveLength(1);
    await opened?.close();
    const id = "65aa0000000000000000000a";
    opened = await openScripted(
      { [`${people}/${id}`]: { body: fixture["guest"] } },
      { projectIds: [project] },
    );
    const ref = { kind: "member", scope: project, id };
    expect(await opened.provider.usersByIds(testReading(), [ref])).toEqual([null]);
  });

  it.each([
    ["populated", null, null, []],
    ["offline", "OFFLINE", "offline", []],
    ["oddPresence", "UNKNOWN", "busy", ["project_user.presence.status"]],
  ])("%s has the presence %s", async (name, presence, rawPresence, unknown) => {
    expect((await read(name)).availability).toMatchObject({ presence, rawPresence, presenceChangedAt: null });
    expect(noticed()).toEqual(unknown);
  });

  it("with a status that is new is UNKNOWN and counted", async () => {
    const user = await read("oddStatus");
    expect(user).toMatchObject({ state: "UNKNOWN", lifecycle: { rawState: "suspended" } });
    expect(noticed()).toEqual(["project_user.status"]);
  });

  it("without a role may do nothing", async () => {
    expect(await read("noRole")).toMatchObject({ privilege: "UNKNOWN", roleAssignments: [] });
  });

  it("with a misspelt role is an administrator, as for the server", async () => {
    const user = await read("misspelt");
    expect(user).toMatchObject({
      privilege: "ADMIN",
      roleAssignments: [
        { role: { name: "Admin", isBuiltIn: false, kind: "CUSTOM", privilege: "ADMIN", details: null } },
      ],
    });
  });

  it("without a name goes by the local part of the address", async () => {
    expect(await read("nameless")).toMatchObject({ name: null, displayName: "nemo" });
  });

  it("with fields of wrong types lacks those, counted, and keeps the rest", async () => {
    const user = await read("wrongTypes");
    expect(user).toMatchObject({
      ...{ displayName: "Wanda Wrong", email: "wanda@example.com", tags: null, attributes: null },
      availability: { isAvailable: null, maxConversations: null, openConversations: 0 },
      lifecycle: { createdAt: null, updatedAt: new Date("2026-11-22T17:35:03.806Z") },
    });
    const fields = ["attributes", "createdAt", "max_assigned_chat", "tags", "user_available"];
    expect(noticed()).toEqual(fields.map((field) => `project_user.${field}`));
    expect(opened?.observer.skipped).toEqual([]);
  });

  it("with a wrong value inside the human keeps the rest of the human", async () => {
    const [user] = await listed([
      { ...fixture["populated"], id_user: { ...(fixture["populated"]?.["id_user"] as object), phone: 39 } },
    ]);
    expect(user).toMatchObject({ displayName: "Bob Builder", phone: null, email: "bob@example.com" });
    expect(user?.identityId).not.toBeNull();
    expect(noticed()).toEqual(["project_user.id_user.phone"]);
  });

  it("without an id, and anything that is no row, is left out and counted", async () => {
    const rows = [fixture["withoutId"], fixture["populated"], null, 7, "row", []] as Row[];
    expect((await listed(rows)).map((user) => user.displayName)).toEqual(["Bob Builder"]);
    expect(opened?.observer.skipped).toEqual(Array(5).fill("project_user"));
  });

  it("comes once, in the order of ids, however often and wherever it is listed", async () => {
    const rows = ["disabled", "full", "populated", "full"].map((name) => fixture[name]);
    const names = (await listed(rows)).map((user) => user.displayName);
    expect(names).toEqual(["Ada Lovelace", "Bob Builder", "Dan Disabled"]);
  });

  it("tells of unlisted roles in a note of the page", async () => {
    await listed([fixture["misspelt"], fixture["populated"]]);
    const page = await opened?.provider.listUsers(testReading(), firstPage, everybody, nothingAhead);
    expect(page?.notes).toEqual([
      { code: "ROLE_BYPASSES_CHECKS", message: expect.stringMatching(/^1 of these users/u) },
    ]);
    const first = await opened?.provider.listUsers(
      testReading(),
      { size: 1, position: null },
      everybody,
      nothingAhead,
    );
    expect(first?.notes).toEqual([]);
  });
});
