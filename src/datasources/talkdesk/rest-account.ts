import type { RemoteRef } from "../../directory/ids.js";
import type { Provider, ProviderOptions } from "../../directory/provider.js";
import { talkdeskCapabilities, withinScopes } from "./capabilities.js";
import { TalkdeskClient, type Resource } from "./client.js";
import type { RestAccess, TalkdeskSettings } from "./config.js";
import { EmailLookup } from "./email-lookup.js";
import { PeopleFinisher } from "./finished-people.js";
import { Groups } from "./groups.js";
import { Listing } from "./listing.js";
import { PersonDetails } from "./person-details.js";
import { RestPeople } from "./rest-people.js";
import { createRestRequest } from "./rest-request.js";
import { TalkdeskRoles } from "./role-access.js";
import { RoleBook, RolePrivileges, toRole } from "./roles.js";
import { namedRow } from "./rows.js";
import { SeenPeople } from "./seen-people.js";
import { TalkdeskTeams } from "./teams.js";
import { TalkdeskUsers } from "./users.js";
import { TalkdeskWorkspaces, toWorkspaceRef } from "./workspaces.js";

const rolesLifetimeMs = 300_000;

/** An account whose users are listed over REST. */
export function createRestAccount(
  options: ProviderOptions,
  settings: TalkdeskSettings,
  access: RestAccess,
): Omit<Provider, "parseRemoteKey"> {
  const { account: identity, cache, observer } = options;
  const rest = createRestRequest(options, settings, access);
  const client = new TalkdeskClient({ account: identity, cache, observer, request: rest.request });
  const workspace = toWorkspaceRef(settings.account);
  const { users, teams, roles } = createAccess({ options, settings, client, workspace });
  const workspaces = new TalkdeskWorkspaces({ account: identity, ref: workspace, surface: "rest", users });
  const isOurs = (ref: RemoteRef): boolean => workspaces.isOurs(ref);
  return {
    usersByIds: (reading, refs, ahead) => users.byIds(reading, refs, ahead),
    usersByEmails: (reading, emails) => users.byEmails(reading, emails),
    listUsers: (reading, page, filter, ahead) => users.list(reading, page, filter, ahead),
    rolesByIds: (reading, refs) => roles.byIds(reading, refs),
    listRoles: (reading, page) => roles.list(reading, page),
    teamsByIds: (reading, refs) => teams.byIds(reading, refs),
    listTeams: (reading, page) => teams.list(reading, page),
    teamsOfUsers: (reading, keys) => teams.ofUsers(reading, keys),
    membersOfTeams: (reading, keys) => teams.members(reading, keys),
    workspacesByIds: (_, refs) => Promise.resolve(workspaces.byIds(refs)),
    listWorkspaces: async (_, page) => Promise.resolve(workspaces.list(page)),
    workspacesOfUsers: (reading, keys) => workspaces.ofUsers(reading, keys),
    membersOfWorkspaces: (reading, keys) => workspaces.members(reading, keys),
    teamsOfWorkspaces: (reading, keys) => teams.ofWorkspaces(reading, keys, isOurs),
    capabilities: async (reading) => {
      await rest.auth.headers(reading);
      return withinScopes(talkdeskCapabilities, rest.auth.grantedScopes());
    },
    checkHealth: async (reading) => {
      await client.find(reading, oneUser(settings.pagination));
    },
    rateBudget: () => rest.request.rateBudget(),
    // Nothing says that a client is shown some users and not others.
    visibility: () => Promise.resolve("UNKNOWN"),
    seats: () => Promise.resolve(null),
    close: () => rest.close(),
  };
}

interface AccessOptions {
  readonly options: ProviderOptions;
  readonly settings: TalkdeskSettings;
  readonly client: TalkdeskClient;
  readonly workspace: RemoteRef;
}

interface AccountAccess {
  readonly users: TalkdeskUsers;
  readonly teams: TalkdeskTeams;
  readonly roles: TalkdeskRoles;
}

function createAccess({ options, settings, client, workspace }: AccessOptions): AccountAccess {
  const { account: identity, observer } = options;
  const account = identity.accountKey;
  const people = new RestPeople({ account: identity, client, pagination: settings.pagination });
  const details = new PersonDetails((reading, id) => people.find(reading, id));
  const seen = new SeenPeople();
  const book = createRoleBook(options, settings, client);
  const finisher = new PeopleFinisher({ details, roles: book, seen });
  const groups = new Groups({ account, workspace, client });
  const emails = new EmailLookup(people);
  const users = new TalkdeskUsers({
    account,
    workspace,
    people,
    details,
    finisher,
    roles: book,
    groups,
    emails,
    seen,
  });
  const teams = new TalkdeskTeams({ account, groups, users, details, observer });
  return { users, teams, roles: new TalkdeskRoles(account, book) };
}

function createRoleBook(
  { account, observer }: ProviderOptions,
  { rolePrivileges }: TalkdeskSettings,
  client: TalkdeskClient,
): RoleBook {
  const privileges = new RolePrivileges(rolePrivileges, observer);
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

/** The cheapest call that needs the credential. */
function oneUser(pagination: TalkdeskSettings["pagination"]): Resource<true> {
  const query =
    pagination === "jsonapi" ? { "page[number]": "1", "page[size]": "1" } : { page: "1", per_page: "1" };
  return {
    call: { method: "GET", path: "users", template: "users", kind: "read", query },
    lifetimeMs: 0,
    parse: () => true,
  };
}
