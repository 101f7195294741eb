import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { toAccountState } from "../../src/directory/account-state.js";
import { BudgetSpent, DirectoryError, errorCodes, FilterUnsupported } from "../../src/directory/errors.js";
import type { Role } from "../../src/directory/role.js";
import type { User } from "../../src/directory/user.js";
import { defaultStates, matchesUser, type UserFilter } from "../../src/directory/user-filter.js";

const ref = { kind: "member", scope: "p", id: "1" };
const object = {
  id: "g",
  accountKey: "chat",
  remoteId: "1",
  remoteKey: "1",
  ref,
  fetchedAt: new Date(0),
  surface: "test",
  toRemote: () => ({}),
};
const roleRef = { kind: "role", scope: "p", id: "agent" };
const role: Role = {
  ...object,
  ref: roleRef,
  name: "agent",
  scope: "WORKSPACE",
  kind: "ACCESS",
  privilege: "MEMBER",
  isBuiltIn: true,
  license: null,
  details: null,
};
const company = { kind: "company", scope: null, id: "7" };

const ada: User = {
  ...object,
  displayName: "Ada Lovelace",
  state: "ACTIVE",
  name: { full: "Ada Lovelace", given: "Ada", family: "Lovelace" },
  email: "Ada@Example.com",
  username: "countess",
  title: null,
  phone: null,
  extension: null,
  avatarUrl: null,
  timeZone: null,
  locale: null,
  boundary: "INTERNAL",
  kind: "HUMAN",
  license: { kind: "FULL_TIME", raw: "full" },
  lifecycle: {
    state: "ACTIVE",
    rawState: "active",
    invitedAt: null,
    createdAt: null,
    updatedAt: new Date("2024-01-08T09:00:00Z"),
    lastActiveAt: null,
    disabledAt: null,
    deletedAt: null,
    restorableUntil: null,
  },
  availability: null,
  identityId: "h1",
  organization: company,
  privilege: "MEMBER",
  roleAssignments: [{ role, workspace: null }],
  ownPermissions: null,
  tags: null,
  attributes: null,
};

/** Somebody of whom the provider tells nothing. */
const blank: User = {
  ...ada,
  name: null,
  email: null,
  username: null,
  license: null,
  lifecycle: { ...ada.lifecycle, updatedAt: null },
  identityId: null,
  organization: null,
  roleAssignments: null,
};

describe("matchesUser", () => {
  test.each<[string, Partial<UserFilter>, boolean]>([
    ["nothing but the states", {}, true],
    ["another state", { states: new Set(["INVITED"]) }, false],
    ["no state", { states: new Set() }, false],
    ["the address in lower case", { emails: new Set(["x@y", "ada@example.com"]) }, true],
    ["another address", { emails: new Set(["eve@example.com"]) }, false],
    ["no address", { emails: new Set() }, false],
    ["a word of the name", { search: "lovelace" }, true],
    ["words in another order and case", { search: "LOVE  ada" }, true],
    ["words of several fields", { search: "countess example.com lovelace" }, true],
    ["one word too many", { search: "ada byron" }, false],
    ["compatible letters", { search: "ａｄａ" }, true],
    ["the role", { role: roleRef }, true],
    ["the role of another project", { role: { ...roleRef, scope: "q" } }, false],
    ["the privilege", { privileges: new Set(["OWNER", "MEMBER"]) }, true],
    ["another privilege", { privileges: new Set(["OWNER"]) }, false],
    ["the company", { organization: { ...company } }, true],
    ["another company", { organization: { ...company, id: "8" } }, false],
    ["the boundary", { boundaries: new Set(["INTERNAL"]) }, true],
    ["the other side of the boundary", { boundaries: new Set(["CLIENT"]) }, false],
    ["the kind", { kinds: new Set(["HUMAN"]) }, true],
    ["another kind", { kinds: new Set(["GUEST"]) }, false],
    ["the licence", { licenses: new Set(["FULL_TIME"]) }, true],
    ["another licence", { licenses: new Set(["UNKNOWN"]) }, false],
    ["the human", { identityId: "h1" }, true],
    ["another human", { identityId: "h2" }, false],
    ["a time before the last change", { updatedAfter: new Date("2024-01-08T08:59:59Z") }, true],
    ["the time of the last change", { updatedAfter: new Date("2024-01-08T09:00:00Z") }, false],
    ["teams and workspaces, which only the provider knows", { team: ref, workspace: ref }, true],
    ["several, one of which does not fit", { search: "ada", identityId: "h2" }, false],
  ])("%s", (_title, filter, expected) => {
    expect(matchesUser(ada, { states: defaultStates, ...filter })).toBe(expected);
  });

  test.each<[string, Partial<UserFilter>, boolean]>([
    ["an address", { emails: new Set([""]) }, false],
    ["a role", { role: roleRef }, false],
    ["a company", { organization: company }, false],
    ["a licence", { licenses: new Set(["FULL_TIME"]) }, false],
    ["an unknown licence", { licenses: new Set(["UNKNOWN"]) }, true],
    ["a human", { identityId: "" }, false],
    ["a change", { updatedAfter: new Date(0) }, false],
    ["the name that is shown", { search: "ada" }, true],
  ])("of somebody without it: %s", (_title, filter, expected) => {
    expect(matchesUser(blank, { states: defaultStates, ...filter })).toBe(expected);
  });

  test("a filter of more fields never finds more", () => {
    const field = fc.constantFrom<Partial<UserFilter>>(
      { search: "ada" },
      { search: "eve" },
      { privileges: new Set(["OWNER"]) },
      { kinds: new Set(["HUMAN"]) },
      { identityId: "h1" },
      { licenses: new Set(["NONE"]) },
    );
    fc.assert(
      fc.property(field, field, (one, other) => {
        const both = matchesUser(ada, { states: defaultStates, ...other, ...one });
        if (both) expect(matchesUser(ada, { states: defaultStates, ...one })).toBe(true);
      }),
    );
  });
});

describe("toAccountState", () => {
  const expected: Readonly<Partial<Record<string, string>>> = {
    UPSTREAM_UNAUTHORIZED: "REAUTH_REQUIRED",
    UPSTREAM_FORBIDDEN: "FORBIDDEN",
    FORBIDDEN: "FORBIDDEN",
    UPSTREAM_RATE_LIMITED: "RATE_LIMITED",
    UPSTREAM_TIMEOUT: "TIMED_OUT",
    UPSTREAM_INVALID_RESPONSE: "INVALID_RESPONSE",
    LIMIT_EXCEEDED: "TRUNCATED",
    BAD_USER_INPUT: "FILTER_UNSUPPORTED",
  };

  test.each(errorCodes)("of %s is never OK", (code) => {
    expect(toAccountState(new DirectoryError(code, "x"))).toBe(expected[code] ?? "UNAVAILABLE");
  });

  test("of a spent budget is TRUNCATED, of a filter that cannot be answered FILTER_UNSUPPORTED", () => {
    expect(toAccountState(new BudgetSpent("chat"))).toBe("TRUNCATED");
    expect(toAccountState(new FilterUnsupported("chat", "licenses"))).toBe("FILTER_UNSUPPORTED");
  });
});
