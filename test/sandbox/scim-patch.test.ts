import { afterEach, describe, expect, it } from "@jest/globals";
import { strict, type ScimQuirks } from "../../sandbox/scim/quirks.js";
import { enterpriseSchema, userSchema } from "../../sandbox/scim/schemas.js";
import { openScim, resourcesOf, type ScimReply, type ScimSession } from "./scim-session.js";

let session: ScimSession;
afterEach(() => session.close());

const characters: readonly (readonly [string, Partial<ScimQuirks>])[] = [
  ["lax", {}],
  ["strict", strict],
];

type Patch = (...operations: readonly object[]) => Promise<ScimReply>;

function patchAt(path: string): Patch {
  return (...operations) =>
    session.ask("PATCH", path, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: operations,
    });
}

/** A user of the seed, with what such users have: unknown attributes, an extension, times. */
async function openUser(quirks: Partial<ScimQuirks>, index = 0): Promise<{ path: string; patch: Patch }> {
  session = await openScim(quirks);
  const [user] = resourcesOf(await session.ask("GET", `/Users?startIndex=${String(index + 1)}&count=1`));
  const path = `/Users/${encodeURIComponent(String(user?.["id"]))}`;
  return { path, patch: patchAt(path) };
}

async function openGroup(
  quirks: Partial<ScimQuirks>,
): Promise<{ path: string; members: string[]; patch: Patch }> {
  session = await openScim(quirks);
  const groups = resourcesOf(await session.ask("GET", "/Groups?count=100"));
  const group = groups.find(({ displayName }) => displayName === "Engineering");
  const members = (group?.["members"] as { value: string }[]).map(({ value }) => value);
  const path = `/Groups/${String(group?.["id"])}`;
  return { path, members, patch: patchAt(path) };
}

describe.each(characters)("a PATCH of a %s SCIM server", (_name, quirks) => {
  it.each([
    ["an attribute", { op: "replace", path: "title", value: "Boss" }, { title: "Boss" }],
    ["an attribute in other case", { op: "REPLACE", path: "TITLE", value: "Boss" }, { title: "Boss" }],
    ["a core attribute by its URN", { op: "add", path: `${userSchema}:title`, value: "B" }, { title: "B" }],
    ["no path", { op: "replace", value: { title: "Boss", Active: false } }, { title: "Boss", active: false }],
    ["a sub-attribute", { op: "replace", path: "name.givenName", value: "Ada" }, { givenName: "Ada" }],
    ["a dotted key", { op: "add", value: { "name.givenName": "Ada" } }, { givenName: "Ada" }],
    [
      "an extension's attribute",
      { op: "replace", path: `${enterpriseSchema}:department`, value: "X" },
      { department: "X" },
    ],
    [
      "an extension's attribute as a key",
      { op: "add", value: { [`${enterpriseSchema}:department`]: "X" } },
      { department: "X" },
    ],
    [
      "an extension",
      { op: "replace", value: { [enterpriseSchema]: { department: "X" } } },
      { department: "X" },
    ],
    [
      "the extension as a path",
      { op: "replace", path: enterpriseSchema, value: { department: "X" } },
      { department: "X" },
    ],
    [
      "a value filter",
      { op: "replace", path: 'emails[type eq "work"].value', value: "a@b.example" },
      { email: "a@b.example" },
    ],
    ["null", { op: "replace", path: "title", value: null }, { title: undefined }],
    ["remove", { op: "Remove", path: "title" }, { title: undefined }],
    [
      "remove of an extension",
      { op: "remove", path: enterpriseSchema },
      { department: undefined, organization: undefined },
    ],
  ])("understands %s", async (_title, operation, expected) => {
    const { path, patch } = await openUser(quirks);
    const before = toFlat((await session.ask("GET", path)).body);
    const patched = await patch(operation);
    expect(patched.status).toBe(200);
    expect(toFlat(patched.body)).toEqual({ ...before, ...expected });
    expect(toFlat((await session.ask("GET", path)).body)).toEqual({ ...before, ...expected });
  });

  it.each([
    ["an unknown op", { op: "move", path: "title", value: "x" }, "invalidSyntax"],
    ["no op", { path: "title", value: "x" }, "invalidSyntax"],
    ["a null", null, "invalidSyntax"],
    ["a text without a path", { op: "add", value: "x" }, "invalidSyntax"],
    ["no value", { op: "replace", path: "title" }, "invalidSyntax"],
    ["remove without a path", { op: "remove" }, "noTarget"],
    ["a path that is none", { op: "replace", path: "emails[type eq", value: "x" }, "invalidPath"],
    ["a path to what all objects have", { op: "add", path: "__proto__.polluted", value: 1 }, "invalidPath"],
    ["a key to what all objects have", { op: "add", value: { "__proto__.polluted": 1 } }, "invalidPath"],
    ["a path that is a number", { op: "replace", path: 7, value: "x" }, "invalidPath"],
    ["no name left", { op: "remove", path: "userName" }, "invalidValue"],
  ])("refuses %s and changes nothing", async (_title, operation, scimType) => {
    const { patch } = await openUser(quirks);
    const before = session.standIn.hash();
    const refused = await patch({ op: "replace", path: "title", value: "Boss" }, operation as object);
    expect([refused.status, refused.body["scimType"]]).toEqual([400, scimType]);
    expect(session.standIn.hash()).toBe(before);
    expect(session.standIn.counters.read().writes).toBe(0);
    expect({}).not.toHaveProperty("polluted");
  });

  it("wants operations", async () => {
    const { path } = await openUser(quirks);
    for (const body of [{}, { Operations: [] }, { Operations: { op: "remove", path: "title" } }]) {
      expect((await session.ask("PATCH", path, body)).body).toMatchObject({ scimType: "invalidSyntax" });
    }
  });

  it.each([
    ["a filter in the path", (id: string) => ({ op: "remove", path: `members[value eq "${id}"]` })],
    ["a list of values, as Entra sends it", toEntraRemoval],
  ])("removes a member with more than an id, by %s; the user says so too", async (_title, toOperation) => {
    const { members, patch } = await openGroup(quirks);
    const [first = "", ...others] = members;
    const patched = await patch(toOperation(first));
    expect(patched.status).toBe(200);
    expect((patched.body["members"] as { value: string }[]).map(({ value }) => value)).toEqual(others);
    expect(namesOf(await session.ask("GET", `/Users/${encodeURIComponent(first)}`))).not.toContain(
      "Engineering",
    );
  });

  it("adds a member, and the user says so too", async () => {
    const { members, patch } = await openGroup(quirks);
    const ids = resourcesOf(await session.ask("GET", "/Users?count=60")).map(({ id }) => String(id));
    const newcomer = ids.find((id) => !members.includes(id)) ?? "";
    await patch({ op: "add", path: "members", value: [{ value: newcomer }] });
    expect(namesOf(await session.ask("GET", `/Users/${encodeURIComponent(newcomer)}`))).toContain(
      "Engineering",
    );
    await patch({ op: "replace", path: "displayName", value: "Builders" });
    expect(namesOf(await session.ask("GET", `/Users/${encodeURIComponent(newcomer)}`))).toContain("Builders");
  });
});

describe("a PATCH, where servers differ", () => {
  it.each([
    ["twice on a lax server", {}, 1],
    ["once on a strict one", strict, 0],
  ])("has a member that is added again %s", async (_title, quirks, more) => {
    const { members, path, patch } = await openGroup(quirks);
    const { body } = await session.ask("GET", path);
    await patch({ op: "add", path: "members", value: [(body["members"] as object[])[0]] });
    expect((await session.ask("GET", path)).body["members"]).toHaveLength(members.length + more);
  });

  it.each([
    ["is refused by a lax server", {}, [400, "invalidValue"], undefined],
    ["is taken for a boolean by a strict one", strict, [200, undefined], false],
  ])("of active as a text %s", async (_title, quirks, answer, active) => {
    const { patch } = await openUser(quirks);
    const patched = await patch({ op: "Replace", path: "active", value: "False" });
    expect([patched.status, patched.body["scimType"]]).toEqual(answer);
    expect(patched.body["active"]).toBe(active);
  });

  it.each([
    ["has no target on a lax server", {}, [400, "noTarget"]],
    ["adds it on a strict one", strict, [200, undefined]],
  ])("of a value that nobody has %s", async (_title, quirks, answer) => {
    const { patch } = await openUser(quirks);
    const operation = { op: "replace", path: 'emails[type eq "other"].value', value: "x@y.example" };
    const patched = await patch(operation);
    expect([patched.status, patched.body["scimType"]]).toEqual(answer);
  });

  it.each([
    ["204 on a lax server", {}, 204],
    ["200 on a strict one", strict, 200],
  ])("without a change is a %s, and no write", async (_title, quirks, status) => {
    const { path, patch } = await openUser(quirks);
    const { body } = await session.ask("GET", path);
    expect((await patch({ op: "replace", path: "title", value: body["title"] })).status).toBe(status);
    expect((await session.ask("GET", path)).body["meta"]).toEqual(body["meta"]);
    expect(session.standIn.counters.read().writes).toBe(0);
  });

  it.each([
    ["passed over by a lax server", {}, undefined],
    ["refused by a strict one", strict, "mutability"],
  ])("of what is read-only is %s", async (_title, quirks, scimType) => {
    const { path, patch } = await openUser(quirks);
    const { body } = await session.ask("GET", path);
    for (const name of ["id", "meta", "groups"]) {
      const { body: answer } = await patch({ op: "replace", value: { [name]: "x" } });
      expect(answer["scimType"]).toBe(scimType);
      expect((await session.ask("GET", path)).body[name]).toEqual(body[name]);
    }
  });

  it("with an id beside the new name, as Okta renames a group, is taken by both", async () => {
    for (const [, quirks] of characters) {
      const { path, patch } = await openGroup(quirks);
      const id = path.slice("/Groups/".length);
      const { status, body } = await patch({ op: "replace", value: { id, displayName: "Builders" } });
      expect([status, body["displayName"]]).toEqual([200, "Builders"]);
      if (quirks !== strict) await session.close();
    }
  });

  it("makes unknown extensions on a lax server only", async () => {
    const { patch } = await openUser(strict);
    const operation = { op: "add", path: "urn:example:nothing:1.0:User:colour", value: "red" };
    expect((await patch(operation)).body["scimType"]).toBe("invalidValue");
    session.standIn.setQuirks({ character: "lax" });
    expect((await patch(operation)).body).toHaveProperty(["urn:example:nothing:1.0:User"], { colour: "red" });
  });
});

function toEntraRemoval(id: string): object {
  return { op: "Remove", path: "members", value: [{ value: id }] };
}

function namesOf({ body }: ScimReply): readonly string[] {
  return ((body["groups"] ?? []) as { display: string }[]).map(({ display }) => display);
}

/** What the operations above are about, side by side. */
function toFlat(body: Record<string, unknown>): Record<string, unknown> {
  const { title, active, name, emails } = body;
  const extension = body[enterpriseSchema] as Record<string, unknown> | undefined;
  return {
    ...{ title, active, givenName: (name as Record<string, unknown>)["givenName"] },
    ...{ department: extension?.["department"], organization: extension?.["organization"] },
    email: (emails as { value: string; type: string }[]).find(({ type }) => type === "work")?.value,
    keys: Object.keys(body).filter((key) => /^(?:title|active)$/iu.test(key)).length > 2,
  };
}
