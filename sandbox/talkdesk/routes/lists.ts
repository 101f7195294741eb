import type { Answer } from "../../answer.js";
import { json, notFound } from "../answer.js";
import { isAnswer, slice, withMeta } from "../paging.js";
import type { Call, Route } from "../route.js";

/** The guide shows both lists whole and names a scope for one of them. */
export const listRoutes: readonly Route[] = [
  {
    method: "GET",
    template: "/roles",
    scope: "roles:read",
    absent: ({ roles }) => (roles === "absent" ? notFound() : undefined),
    run: (call) => list(call, "roles"),
  },
  {
    method: "GET",
    template: "/teams",
    scope: null,
    absent: ({ teams }) => (teams === "absent" ? notFound() : undefined),
    run: (call) => list(call, "teams"),
  },
];

function list(call: Call, name: "roles" | "teams"): Answer {
  const rows = call.state[name].map((one) => ({ id: one.id, name: one.name }));
  if (call.quirks[name] === "whole") return json(200, { [name]: rows });
  const page = slice(call, "jsonapi", rows);
  return isAnswer(page) ? page : withMeta(name, page.items, page);
}
