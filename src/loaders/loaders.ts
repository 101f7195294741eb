import type DataLoader from "dataloader";
import { refKey, type RemoteRef } from "../directory/ids.js";
import type { Seat, Visibility } from "../directory/account-state.js";
import type { Capabilities } from "../directory/capabilities.js";
import type { LinkedAccount, RequestScope } from "../directory/linked-account.js";
import type { Organization } from "../directory/organization.js";
import type { Page } from "../directory/pages.js";
import type {
  Ahead,
  Membership,
  MembersRequest,
  Provider,
  RelatedRequest,
  Slot,
} from "../directory/provider.js";
import type { Reading } from "../directory/reading.js";
import type { Role } from "../directory/role.js";
import type { Team } from "../directory/team.js";
import type { User } from "../directory/user.js";
import type { Workspace } from "../directory/workspace.js";
import { createAccountLoader, type AccountKeyed } from "./account-loader.js";
import { createRelationLoader, type RelationLoader } from "./relation-loader.js";

/** An object of an account, and what the answer will need beside it. */
export interface RefKey extends AccountKeyed {
  readonly ref: RemoteRef;
  readonly ahead?: Ahead;
}
/** A page of what is related to an object of an account. */
export interface RelatedKey extends AccountKeyed {
  readonly request: RelatedRequest;
}
/** Likewise, for people in some states. */
interface MembersKey extends AccountKeyed {
  readonly request: MembersRequest;
}
/** An e-mail address (lower-case) in an account. */
interface EmailKey extends AccountKeyed {
  readonly email: string;
  readonly ahead: Ahead;
}

/** The identity behind an account's credential. */
interface OwnKey extends AccountKeyed {
  readonly ahead: Ahead;
}

type Loader<K, V> = DataLoader<K, V | null, string>;

/** One loader per access path, batched per linked account. Made anew for each request. */
export interface Loaders {
  readonly userById: Loader<RefKey, User>;
  readonly usersByEmail: Loader<EmailKey, readonly User[]>;
  readonly roleById: Loader<RefKey, Role>;
  readonly teamById: Loader<RefKey, Team>;
  readonly teamsOfUser: RelationLoader<RelatedKey, Page<Membership<Team>>>;
  readonly membersOfTeam: RelationLoader<MembersKey, Page<Membership<User>>>;
  readonly workspaceById: Loader<RefKey, Workspace>;
  readonly workspacesOfUser: RelationLoader<RelatedKey, Page<Membership<Workspace>>>;
  readonly membersOfWorkspace: RelationLoader<MembersKey, Page<Membership<User>>>;
  readonly teamsOfWorkspace: RelationLoader<RelatedKey, Page<Team>>;
  readonly organizationById: Loader<RefKey, Organization>;
  readonly ownUser: Loader<OwnKey, User>;
  readonly capabilities: Loader<AccountKeyed, Capabilities>;
  readonly visibility: Loader<AccountKeyed, Visibility>;
  readonly seats: Loader<AccountKeyed, readonly Seat[]>;
}

export function createLoaders(scope: RequestScope): Loaders {
  return {
    userById: byRef(scope, (provider, reading, refs, ahead) => provider.usersByIds(reading, refs, ahead)),
    usersByEmail: createAccountLoader({
      scope,
      keyOf: (key: EmailKey) => `${aheadKey(key.ahead)} ${key.email}`,
      batch: (provider, reading, keys) =>
        provider.usersByEmails(
          reading,
          keys.map((key) => key.email),
          aheadOf(keys),
        ),
    }),
    roleById: byRef(scope, (provider, reading, refs) => provider.rolesByIds(reading, refs)),
    teamById: byRef(scope, (provider, reading, refs, ahead) => provider.teamsByIds(reading, refs, ahead)),
    teamsOfUser: byRelation(scope, (provider, reading, keys) => provider.teamsOfUsers(reading, keys)),
    membersOfTeam: byRelation(scope, (provider, reading, keys) => provider.membersOfTeams(reading, keys)),
    workspaceById: byRef(scope, (provider, reading, refs, ahead) =>
      provider.workspacesByIds(reading, refs, ahead),
    ),
    workspacesOfUser: byRelation(scope, (provider, reading, keys) =>
      provider.workspacesOfUsers(reading, keys),
    ),
    membersOfWorkspace: byRelation(scope, (provider, reading, keys) =>
      provider.membersOfWorkspaces(reading, keys),
    ),
    teamsOfWorkspace: byRelation(scope, (provider, reading, keys) =>
      provider.teamsOfWorkspaces(reading, keys),
    ),
    organizationById: byRef(
      scope,
      async (provider, reading, refs) =>
        (await provider.organizationsByIds?.(reading, refs)) ?? refs.map(() => null),
    ),
    ownUser: createAccountLoader({
      scope,
      keyOf: (key: OwnKey) => aheadKey(key.ahead),
      batch: async (provider, reading, keys) => {
        const own = (await provider.me?.(reading, aheadOf(keys))) ?? null;
        return keys.map(() => own);
      },
    }),
    capabilities: byAccount(scope, (provider, reading) => provider.capabilities(reading)),
    visibility: byAccount(scope, (provider, reading) => provider.visibility(reading)),
    seats: byAccount(scope, (provider, reading) => provider.seats(reading)),
  };
}

/** The key of an object in its own account. */
export function refKeyOf(account: LinkedAccount, ref: RemoteRef): RefKey {
  return { account, ref };
}

type Batch<K, V> = (provider: Provider, reading: Reading, keys: readonly K[]) => Promise<readonly Slot<V>[]>;

function byRef<V>(
  scope: RequestScope,
  batch: (
    provider: Provider,
    reading: Reading,
    refs: readonly RemoteRef[],
    ahead: Ahead,
  ) => Promise<readonly Slot<V>[]>,
): Loader<RefKey, V> {
  return createAccountLoader({
    scope,
    keyOf: (key: RefKey) => refKey(key.ref),
    batch: (provider, reading, keys) =>
      batch(
        provider,
        reading,
        keys.map((key) => key.ref),
        aheadOf(keys),
      ),
  });
}

/** What any of them needs. */
function aheadOf(keys: readonly { readonly ahead?: Ahead }[]): Ahead {
  return new Set(keys.flatMap(({ ahead }) => (ahead === undefined ? [] : [...ahead])));
}

function aheadKey(ahead: Ahead | undefined): string {
  return ahead === undefined ? "" : [...ahead].sort().join();
}

type AnyRelated = RelatedRequest & Partial<Pick<MembersRequest, "states" | "ahead">>;

function byRelation<R extends AnyRelated, V>(
  scope: RequestScope,
  batch: Batch<R, V>,
): RelationLoader<AccountKeyed & { readonly request: R }, V> {
  return createRelationLoader<AccountKeyed & { readonly request: R }, V>({
    scope,
    // Each part ends where it ends: a number, names without spaces, JSON, and the position last.
    keyOf: ({ request: { of, page, states, ahead } }) =>
      `${page.size} ${states === undefined ? "" : [...states].join()} ${aheadKey(ahead)} ${refKey(of)}${page.position === null ? "" : ` ${page.position}`}`,
    batch: (provider, reading, keys) =>
      batch(
        provider,
        reading,
        keys.map((key) => key.request),
      ),
  });
}

function byAccount<V>(
  scope: RequestScope,
  ask: (provider: Provider, reading: Reading) => Promise<V | null>,
): Loader<AccountKeyed, V> {
  return createAccountLoader({
    scope,
    keyOf: () => "",
    batch: async (provider, reading) => [await ask(provider, reading)],
  });
}
