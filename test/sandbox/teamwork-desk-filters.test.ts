import { describe, expect, it } from "@jest/globals";
import { deskCompany, rowsIn, useDeskStandIn, type Json } from "./teamwork-desk-session.js";

const { open, ask, filter } = useDeskStandIn();

async function filtered(by: unknown): Promise<readonly Json[]> {
  const reply = await filter(by);
  expect(reply.status).toBe(200);
  return rowsIn(reply, "users");
}

const [first = "", last = ""] = [60, 200].map((index) => deskCompany.people[index]?.joinedAt ?? "");

describe("filters", () => {
  it.each([
    [{ isPartTime: { $eq: true } }, (one: Json) => one["isPartTime"] === true],
    [{ isPartTime: true }, (one: Json) => one["isPartTime"] === true],
    [{ role: { $ne: "admin" } }, (one: Json) => one["role"] !== "Admin" && one["role"] !== "admin"],
    [{ firstName: { $contains: "AN" } }, (one: Json) => /an/iu.test(String(one["firstName"]))],
    [{ reviewer: { $nin: [false, null] } }, (one: Json) => one["reviewer"] === true],
    [
      { createdAt: { $gt: first, $lte: last.replace(".000Z", "Z") } },
      ({ createdAt }: Json) => String(createdAt) > first && String(createdAt) <= last,
    ],
    [
      { updatedAt: { $lt: "1970-01-01T00:00:00Z" } },
      (one: Json) => one["updatedAt"] === "0001-01-01T00:00:00Z",
    ],
    [
      { $or: [{ isPartTime: { $eq: true } }, { $and: [{ role: "agent" }, { reviewer: true }] }] },
      (one: Json) => one["isPartTime"] === true || (one["role"] === "Agent" && one["reviewer"] === true),
    ],
  ])("find whom they mean: %j", async (by, finds) => {
    await open({ pageSizeClamp: 500 });
    const all = rowsIn(await ask("users.json?pageSize=500"), "users");
    const found = await filtered(by);
    const idsOf = (rows: readonly Json[]): unknown => rows.map(({ id }) => id);
    const expected = all.filter(finds);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(all.length);
    expect(idsOf(found)).toEqual(idsOf(expected.slice(0, 100)));
  });

  it("find those of an inbox, and those of none of them", async () => {
    const server = await open();
    const [, billing] = server.state().inboxes;
    const inside = (await filtered({ "inboxes.id": { $in: [billing?.id] } })).map(({ id }) => id);
    const expected = billing?.agents.map(({ id }) => id) ?? [];
    expect(inside.length).toBeGreaterThan(0);
    expect(expected).toEqual(expect.arrayContaining(inside));
    const outside = await filtered({ "inboxes.id": { $nin: [billing?.id] } });
    expect(outside.filter(({ id }) => expected.includes(Number(id)))).toEqual([]);
  });

  it("compare addresses in any case, and take a number for no text", async () => {
    const { owner } = (await open()).state();
    expect(await filtered({ email: { $eq: owner.email.toUpperCase() } })).toMatchObject([{ id: owner.id }]);
    expect(await filtered({ id: { $in: [owner.id] } })).toHaveLength(1);
    expect(await filtered({ id: { $in: [String(owner.id)] } })).toEqual([]);
  });

  it.each([
    [{ password: { $eq: "x" } }, "password"],
    [{ constructor: { $eq: "x" } }, "constructor"],
    [{ isAppOwner: { $eq: true } }, "isAppOwner"],
    [{ id: { $regex: ".*" } }, "id"],
    [{ id: { constructor: 1 } }, "id"],
    [{ $or: { id: 1 } }, "$or"],
    ["{", "filter"],
    ["[]", "filter"],
  ])("that are none are refused by field: %j", async (by, field) => {
    await open();
    const { status, body } = await filter(by);
    expect([status, body]).toEqual([400, { errors: { [field]: [expect.any(String)] } }]);
  });
});
