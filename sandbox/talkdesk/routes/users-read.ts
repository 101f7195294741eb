import type { Answer } from "../../answer.js";
import { failure, json, notFound } from "../answer.js";
import type { TalkdeskUser } from "../documents.js";
import { asHal, dialectOf, type Dialect, isAnswer, slice, withMeta } from "../paging.js";
import type { TalkdeskQuirks } from "../quirks.js";
import { type Call, param, type Route } from "../route.js";
import { getView, listView } from "../views.js";

type State = TalkdeskUser["state"];

export const userReadRoutes: readonly Route[] = [
  { method: "GET", template: "/users", scope: "users:read", run: list },
  // It tells who signed in, and client credentials are nobody's.
  { method: "GET", template: "/users/me", scope: "users:read", run: notFound },
  { method: "GET", template: "/users/:id", scope: "users:read", run: read },
];

const shownAsActive: readonly State[] = ["active", "pending"];

/** Inactive users are on the list unless the query says otherwise. */
function list(call: Call): Answer {
  const dialect = dialectOf(call);
  const states = statesAsked(call, dialect);
  if (states === "invalid") return refusedFilter(dialect);
  const users = usersAsked(call, states);
  const page = slice(call, dialect, users);
  if (isAnswer(page)) return page;
  const rows = page.items.map((user) => listView(call, user, dialect));
  return dialect === "hal" ? asHal(call, "users", rows, page) : withMeta("users", rows, page);
}

function read(call: Call): Answer {
  const user = call.state.userById(param(call, "id"));
  return user ? json(200, getView(call, user)) : notFound();
}

/** Each dialect has its filter; a server that speaks both takes either. */
function statesAsked({ query, quirks }: Call, dialect: Dialect): readonly State[] | undefined | "invalid" {
  const status = quirks.dialect === "hal" ? null : query.get("status");
  const active = quirks.dialect === "jsonapi" ? null : query.get("active");
  const asked = status ?? active;
  if (asked === null) return undefined;
  return (status === null ? byActive : byStatus(quirks, dialect))[asked.toLowerCase()] ?? "invalid";
}

const byActive: Partial<Record<string, readonly State[]>> = { true: shownAsActive, false: ["inactive"] };

function byStatus(quirks: TalkdeskQuirks, dialect: Dialect): Partial<Record<string, readonly State[]>> {
  const knowsPending = quirks.status === "upper" && dialect === "jsonapi";
  return knowsPending
    ? { active: ["active"], inactive: ["inactive"], pending: ["pending"] }
    : { active: shownAsActive, inactive: ["inactive"] };
}

function refusedFilter(dialect: Dialect): Answer {
  const name = dialect === "hal" ? "active" : "status";
  const fields = [{ name, description: "is not a known value" }];
  return failure(400, "bad_request", "The filter is invalid.", { fields });
}

function usersAsked(call: Call, states: readonly State[] | undefined): readonly TalkdeskUser[] {
  const { state, query, quirks } = call;
  const email = query.get("email");
  const users = state.inOrder({ by: quirks.order, ...(states === undefined ? {} : { states }) });
  if (email === null || email === "") return users;
  switch (quirks.emailFilter) {
    case "ignored":
      return users;
    case "partial":
      return users.filter((user) => user.email?.toLowerCase().includes(email.toLowerCase()));
    case "caseSensitive":
    case "exact":
      return state.usersByEmail(email).filter((user) => {
        const isSpeltSo = quirks.emailFilter === "exact" || user.email === email;
        return isSpeltSo && (states === undefined || states.includes(user.state));
      });
  }
}
