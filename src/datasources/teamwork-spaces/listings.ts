import type { User } from "../../directory/user.js";
import type { Resource, SiteClient } from "../teamwork-site/client.js";
import { Listing } from "../teamwork-site/listing.js";
import { parseObject, parseRows } from "../http/edge.js";
import { spacesIn, unwrapSpace, unwrapUser, usersIn } from "./envelopes.js";
import { toUser } from "./people.js";
import { spaceRow, userRow, type SpaceRow, type UserRow } from "./rows.js";
import { toSpace, type Space } from "./wire.js";

export const listLifetimeMs = 15_000;
/** Documented by an example of 20 alone; a server that gives fewer is read all the same. */
export const maxPageSize = 100;

export type UserListing = Listing<UserRow, User>;
export type SpaceListing = Listing<SpaceRow, Space>;

const usersPath = "spaces/api/v1/users.json";
const spacesPath = "spaces/api/v1/spaces.json";

/** All users of Spaces, whatever their state. */
export function usersOf(client: SiteClient): UserListing {
  return new Listing({
    client,
    path: usersPath,
    template: usersPath,
    name: "users",
    listIn: usersIn,
    paging: "rows",
    maxPageSize,
    lifetimeMs: listLifetimeMs,
    schema: userRow,
    prepare: unwrapUser,
    toItems: (seen, rows) => rows.map((row) => (row === null ? null : toUser(seen, row))),
    idOf: (user) => user.remoteId,
  });
}

/** All spaces, whatever their state. */
export function spacesOf(client: SiteClient): SpaceListing {
  return new Listing({
    client,
    path: spacesPath,
    template: spacesPath,
    name: "spaces",
    listIn: spacesIn,
    paging: "rows",
    maxPageSize,
    lifetimeMs: listLifetimeMs,
    schema: spaceRow,
    prepare: unwrapSpace,
    toItems: (seen, rows) => rows.map((row) => (row === null ? null : toSpace(seen, row))),
    idOf: (space) => space.id,
  });
}

/** One space; `null` for one that is not there. */
export function spaceById(id: string): Resource<Space | null> {
  return {
    call: {
      path: `spaces/api/v1/spaces/${id}.json`,
      template: "spaces/api/v1/spaces/{id}.json",
      answers: [404],
    },
    lifetimeMs: listLifetimeMs,
    parse: ({ status, body }, seen) =>
      status === 404 ? null : toSpace(seen, parseObject(seen.edge("space"), spaceRow, unwrapSpace(body))),
  };
}

/** The smallest question that needs the credential. */
export const anyUser: Resource<number> = {
  call: { path: usersPath, template: usersPath, query: { pageOffset: "0", pageSize: "1" } },
  lifetimeMs: listLifetimeMs,
  parse: ({ body }, seen) => {
    const edge = seen.edge("users");
    const list = usersIn(edge, body);
    return parseRows(edge, userRow, Array.isArray(list) ? list.map(unwrapUser) : list).rows.length;
  },
};
