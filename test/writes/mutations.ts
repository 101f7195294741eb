import type { AskedError, GraphSession } from "../resolvers/graph-session.js";

/** What every payload has; the rest is there where the mutation has it. */
export interface Payload {
  readonly user: SeenUser | null;
  readonly team?: SeenTeam | null;
  readonly replacedRole?: { readonly name: string } | null;
  readonly userErrors: readonly SeenUserError[];
  readonly warnings: readonly { readonly code: string }[];
  readonly effects: readonly { readonly kind: string }[];
  readonly operation: {
    readonly id: string;
    readonly state: string;
    readonly idempotencyKey: string | null;
  } | null;
  readonly plannedCalls:
    readonly { readonly method: string; readonly path: string; readonly body: unknown }[] | null;
  readonly effectiveMode?: string | null;
  readonly isReversible?: boolean | null;
  readonly fidelity?: {
    readonly sameId: boolean;
    readonly restored: string[];
    readonly lost: string[];
  } | null;
  readonly deletedId?: string | null;
}

export interface SeenTeam {
  readonly id: string;
  readonly remoteId: string;
  readonly name: string;
  readonly isDeleted: boolean;
  readonly memberCount: number | null;
}

export interface SeenUser {
  readonly id: string;
  readonly remoteId: string;
  readonly email: string | null;
  readonly state: string;
  readonly roles: readonly { readonly name: string }[] | null;
  readonly availability: { readonly isAvailable: boolean | null; readonly note: string | null } | null;
  readonly tags: readonly string[] | null;
}

interface SeenUserError {
  readonly code: string;
  readonly message: string;
  readonly field: readonly string[] | null;
  readonly retryable: boolean;
  readonly alternatives: readonly { readonly operation: string }[];
}

export const userFields = "id remoteId email state roles { name } availability { isAvailable note } tags";

const rest = `userErrors { code message field retryable alternatives { operation } }
  warnings { code } effects { kind } operation { id state idempotencyKey } plannedCalls { method path body }`;
const base = `user { ${userFields} } ${rest}`;
const team = `team { id remoteId name isDeleted memberCount(states: [ACTIVE, INVITED, DISABLED, DELETED]) } ${rest}`;
const removal = `${base} effectiveMode isReversible restorableUntil`;

/** Selections by mutation. */
const selections = {
  userInvite: base,
  userInvitationResend: base,
  userInvitationCancel: `${removal} deletedId`,
  userUpdate: base,
  userDisable: removal,
  /** Asked for one User, whose result then is the payload. */
  usersDisable: removal,
  userEnable: base,
  userSoftDelete: removal,
  userRestore: `${base} fidelity { sameId restored lost }`,
  userHardDelete: `${removal} deletedId`,
  roleAssign: `${base} replacedRole { name }`,
  roleUnassign: base,
  teamCreate: team,
  teamUpdate: team,
  teamSoftDelete: `${team} effectiveMode isReversible`,
  teamRestore: `${team} fidelity { sameId restored lost }`,
  teamMembersAdd: team,
  teamMembersRemove: team,
  workspaceMembersAdd: rest,
  workspaceMembersRemove: rest,
} as const;
export type MutationName = keyof typeof selections;
export const mutationNames = Object.keys(selections) as readonly MutationName[];

const types: Readonly<Record<string, string>> = {
  id: "ID!",
  confirm: "String!",
  idempotencyKey: "String",
  dryRun: "Boolean!",
  force: "Boolean!",
  users: "[ID!]!",
  role: "RoleInput!",
};

const inputTypes: Readonly<Partial<Record<MutationName, string>>> = {
  userInvite: "UserInviteInput",
  userUpdate: "UserUpdateInput",
  teamCreate: "TeamCreateInput",
  teamUpdate: "TeamUpdateInput",
};

export interface Mutated {
  readonly payload: Payload;
  readonly errors: readonly AskedError[];
  readonly calls: number;
}

/** Asks for a mutation with its arguments as variables. */
export async function mutate(
  session: Pick<GraphSession, "ask">,
  name: MutationName,
  variables: Readonly<Record<string, unknown>>,
): Promise<Mutated> {
  const typeOf = (variable: string): string =>
    variable === "input" ? `${inputTypes[name] ?? ""}!` : (types[variable] ?? "");
  const isOfSeveral = name === "usersDisable";
  const names = Object.keys(variables);
  const head = names.map((variable) => `$${variable}: ${typeOf(variable)}`).join(", ");
  const given = names
    .map((variable) => (isOfSeveral && variable === "id" ? "ids: [$id]" : `${variable}: $${variable}`))
    .join(", ");
  const selection = isOfSeveral ? `results { ${selections[name]} } userErrors { code }` : selections[name];
  const reply = await session.ask<Record<string, Payload & { readonly results?: readonly Payload[] }>>(
    `mutation (${head}) { ${name}(${given}) { ${selection} } }`,
    variables,
  );
  const answered = reply.errors.length > 0 ? null : reply.data[name];
  const payload = isOfSeveral ? answered?.results?.[0] : answered;
  return {
    get payload(): Payload {
      if (payload === null || payload === undefined) throw new Error(`No payload: ${reply.text}`);
      return payload;
    },
    errors: reply.errors,
    calls: reply.upstream?.count ?? 0,
  };
}
