import type { RemoteRef } from "../../directory/ids.js";
import type { ProviderOptions } from "../../directory/provider.js";
import { AccountWorkspace } from "../account-workspace/account-workspace.js";
import { TalkdeskClient } from "./client.js";
import type { TalkdeskSettings } from "./config.js";
import { PeopleFinisher } from "./finished-people.js";
import { Groups } from "./groups.js";
import { Listing } from "./listing.js";
import type { PeopleSource, TeamSource } from "./people-source.js";
import { PersonDetails } from "./person-details.js";
import { RestPeople } from "./rest-people.js";
import type { RestRequest } from "./rest-request.js";
import { TalkdeskRoles } from "./role-access.js";
import { RoleBook, RolePrivileges, toRole } from "./roles.js";
import { namedRow } from "./rows.js";
import { ScimDetails } from "./scim-details.js";
import { ScimPeople, ScimTeams, type TalkdeskScim } from "./scim-surface.js";
import { SeenPeople } from "./seen-people.js";
import { TalkdeskTeams } from "./teams.js";
import { TalkdeskUsers } from "./users.js";
import { createJoinedIdentities, createScimIdentities } from "./writes/scim/identities.js";
import type { ScimWriteParts } from "./writes/scim/parts.js";
import type { WritableSurfaces } from "./writes/write-surface.js";

const rolesLifetimeMs = 300_000;

interface AccountOptions {
  readonly options: ProviderOptions;
  readonly settings: TalkdeskSettings;
  readonly workspace: RemoteRef;
}

/** The ways into an account. */
export interface AccountAccess {
  readonly users: TalkdeskUsers;
  readonly teams: TalkdeskTeams;
  readonly roles: TalkdeskRoles;
  readonly workspaces: AccountWorkspace;
}

/** The same, and what writes are made of. */
interface WritableAccess extends AccountAccess {
  readonly writing: WritableSurfaces;
}

/** What the surface that lists the users brings. */
interface Surface {
  readonly name: string;
  readonly people: PeopleSource;
  readonly groups: TeamSource;
  readonly details: PersonDetails;
  readonly book: RoleBook;
}

/** REST lists, and SCIM, where there is a token for it, fills in what REST does not tell. */
export function createRestAccess(
  account: AccountOptions,
  rest: RestRequest,
  scim: TalkdeskScim | null,
): WritableAccess {
  const { options, settings, workspace } = account;
  const { account: identity, cache, observer, facts, noteHeadcount } = options;
  const client = new TalkdeskClient({ account: identity, cache, observer, request: rest.request });
  const { pagination } = settings;
  const people = new RestPeople({ account: identity, client, pagination, facts, noteHeadcount });
  const groups = new Groups({ account: identity.accountKey, workspace, client, observer });
  const details = new PersonDetails({
    facts,
    find: (reading, id) => people.find(reading, id),
    more: scim === null ? null : new ScimDetails(scim, facts),
    beforeGets: async (reading, parts) => {
      if (parts.includes("teams")) await groups.prepare(reading);
    },
  });
  const book = createRoleBook(account, client);
  return {
    ...createAccess(account, { name: "rest", people, groups, details, book }),
    writing: {
      rest: { account: identity.accountKey, client, people, details, groups, book },
      scim:
        scim === null
          ? null
          : toScimParts(account, scim, { identities: createJoinedIdentities(scim, people), book, groups }),
    },
  };
}

function toScimParts(
  { options, settings }: AccountOptions,
  scim: TalkdeskScim,
  parts: Pick<ScimWriteParts, "identities" | "book" | "groups">,
): ScimWriteParts {
  const { accountKey: account } = options.account;
  return { account, scim, rolePrivileges: settings.rolePrivileges, ...parts };
}

/** An account without client credentials: SCIM lists, and tells of roles by name alone. */
export function createScimAccess(account: AccountOptions, scim: TalkdeskScim): WritableAccess {
  const people = new ScimPeople(scim, account.options.noteHeadcount);
  const teams = new ScimTeams(scim);
  const book = createRoleBook(account, null);
  const details = new PersonDetails({
    facts: account.options.facts,
    find: (reading, id) => people.find(reading, id),
    more: null,
    beforeGets: () => Promise.resolve(),
  });
  const identities = createScimIdentities(scim);
  return {
    ...createAccess(account, { name: "scim", people, groups: teams, details, book }),
    writing: { rest: null, scim: toScimParts(account, scim, { identities, book, groups: teams }) },
  };
}

function createAccess({ options, settings, workspace }: AccountOptions, surface: Surface): AccountAccess {
  const { account: identity } = options;
  const account = identity.accountKey;
  const { name, people, groups, details, book } = surface;
  const seen = new SeenPeople();
  const finisher = new PeopleFinisher({ details, roles: book, seen });
  const users = new TalkdeskUsers({
    account,
    workspace,
    people,
    details,
    finisher,
    roles: book,
    groups,
    seen,
  });
  return {
    users,
    teams: new TalkdeskTeams({ account, groups, users, details }),
    roles: new TalkdeskRoles(account, book),
    workspaces: new AccountWorkspace({
      account: identity,
      ref: workspace,
      name: settings.account ?? account,
      surface: name,
      remote: { account: workspace.id },
      users,
    }),
  };
}

function createRoleBook({ options, settings }: AccountOptions, client: TalkdeskClient | null): RoleBook {
  const { account, observer } = options;
  const privileges = new RolePrivileges(settings.rolePrivileges, observer);
  if (client === null) return new RoleBook(null, privileges, observer);
  const listing = new Listing({
    account: account.accountKey,
    client,
    path: "roles",
    template: "roles",
    name: "roles",
    pagination: "jsonapi",
    lifetimeMs: rolesLifetimeMs,
    absentBy: [404],
    isWhole: true,
    schema: namedRow,
    toItem: (seen, row) => toRole(privileges, seen, row),
    idOf: (role) => role.remoteId,
  });
  return new RoleBook(listing, privileges, observer);
}
