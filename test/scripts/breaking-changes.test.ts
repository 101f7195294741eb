import { describe, expect, test } from "@jest/globals";
import { findBreakingChanges } from "../../scripts/breaking-changes.js";

const today = "2027-02-01";

const withPhone = (directive: string): string => `
  type Query { user: User }
  type User { name: String, phone: Phone ${directive} }
  type Phone { number: String }
`;

const withoutPhone = "type Query { user: User } type User { name: String }";

const announced = (date: string): string =>
  withPhone(`@deprecated(reason: "Use \`name\`. Removal on ${date} UTC.")`);

describe("a removal", () => {
  test("breaks clients when it was not announced", async () => {
    const breaking = await findBreakingChanges(withPhone(""), withoutPhone, today);
    expect(breaking).toEqual([
      "Type 'Phone' was removed",
      "Field 'phone' was removed from object type 'User'",
    ]);
  });

  test("breaks clients when it was announced without a date", async () => {
    const undated = withPhone('@deprecated(reason: "Use `name`.")');
    expect(await findBreakingChanges(undated, withoutPhone, today)).not.toEqual([]);
  });

  test("breaks clients before its date", async () => {
    expect(await findBreakingChanges(announced("2027-02-02"), withoutPhone, today)).not.toEqual([]);
  });

  test("is fine from its date on, with the types that only it used", async () => {
    expect(await findBreakingChanges(announced("2027-02-01"), withoutPhone, today)).toEqual([]);
  });

  test("may also come later than announced", async () => {
    const later = announced("2027-01-01");
    expect(await findBreakingChanges(later, later, today)).toEqual([]);
  });

  test("of an argument, an input field or an enum value follows the same rule", async () => {
    const gone = '@deprecated(reason: "Removal on 2027-01-31 UTC.")';
    const sdl = (deprecation: string, isThere: boolean): string => `
      type Query { users(first: Int${isThere ? `, size: Int ${deprecation}` : ""}, by: By, filter: Filter): Int }
      enum By { NAME ${isThere ? `AGE ${deprecation}` : ""} }
      input Filter { name: String ${isThere ? `age: Int ${deprecation}` : ""} }
    `;
    expect(await findBreakingChanges(sdl("", true), sdl("", false), today)).toHaveLength(3);
    expect(await findBreakingChanges(sdl(gone, true), sdl("", false), today)).toEqual([]);
  });
});

describe("other changes", () => {
  test("break clients when a type changes or an argument becomes required", async () => {
    const before = "type Query { count(of: String): Int! }";
    const after = "type Query { count(of: String!): Int }";
    expect(await findBreakingChanges(before, after, today)).toHaveLength(2);
  });

  test("do not when something is added", async () => {
    expect(await findBreakingChanges(withoutPhone, withPhone(""), today)).toEqual([]);
  });

  test("are found in SDL with directives that it does not define", async () => {
    const federated = 'extend schema @link(url: "x") type Query { a: Int @shareable }';
    expect(await findBreakingChanges(federated, federated, today)).toEqual([]);
  });
});
