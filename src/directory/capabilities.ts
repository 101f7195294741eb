/** What can be read of a provider, by access path. */
type ReadOperation =
  | "USERS_LIST"
  | "USERS_BY_ID"
  | "USERS_BY_EMAIL"
  | "ROLES_LIST"
  | "TEAMS_LIST"
  | "TEAM_MEMBERS_LIST"
  | "WORKSPACES_LIST"
  | "WORKSPACE_MEMBERS_LIST"
  | "ORGANIZATIONS_LIST"
  | "ACTIVITIES_LIST"
  | "ME";

/** What can be written to a provider, by mutation. */
const writeOperations = [
  "USER_INVITE",
  "USER_INVITATION_RESEND",
  "USER_INVITATION_CANCEL",
  "USER_UPDATE",
  "USER_DISABLE",
  "USER_ENABLE",
  "USER_SOFT_DELETE",
  "USER_RESTORE",
  "USER_HARD_DELETE",
  "TEAM_CREATE",
  "TEAM_UPDATE",
  "TEAM_SOFT_DELETE",
  "TEAM_RESTORE",
  "TEAM_MEMBERS_ADD",
  "TEAM_MEMBERS_REMOVE",
  "WORKSPACE_MEMBERS_ADD",
  "WORKSPACE_MEMBERS_REMOVE",
  "ROLE_ASSIGN",
  "ROLE_UNASSIGN",
] as const;
export type WriteOperation = (typeof writeOperations)[number];

export type Operation = ReadOperation | WriteOperation;

/**
 * `NATIVE`: the provider does it itself. `EMULATED`: Rollcall makes it out of other calls. `UNSUPPORTED`: refused
 * before anything is sent. `UNVERIFIED`: believed possible, confirmed by no document or recording.
 */
export type Support = "NATIVE" | "EMULATED" | "UNSUPPORTED" | "UNVERIFIED";

const inviteFields = [
  ...(["email", "name.given", "name.family", "name.full", "role", "teams", "workspaces"] as const),
  ...(["organization", "license", "title", "phone", "extension", "timeZone", "locale"] as const),
  ...(["isAvailable", "isNotified", "message"] as const),
] as const;
const updateFields = ["note", "maxConversations", "tags", "attributes"] as const;

const teamFields = ["name", "description"] as const;
const newTeamFields = [...teamFields, "workspace"] as const;

type InputField =
  (typeof inviteFields)[number] | (typeof updateFields)[number] | (typeof newTeamFields)[number];

/** What the inputs of operations hold, inner fields after a dot. Of other writes nothing is told field by field. */
const inputFields: Readonly<Partial<Record<WriteOperation, readonly InputField[]>>> = {
  USER_INVITE: inviteFields,
  USER_UPDATE: [...inviteFields, ...updateFields],
  TEAM_CREATE: newTeamFields,
  TEAM_UPDATE: teamFields,
};

type InputFields = Readonly<Partial<Record<Exclude<Support, "UNSUPPORTED">, readonly InputField[]>>>;

export interface Capability {
  readonly support: Support;
  readonly note: string | null;
  readonly docsUrl: string | null;
  /** Of a write: the input fields that can be given, by how. All others are refused before anything is sent. */
  readonly inputFields?: InputFields;
}

/** The declared table of a provider. Resolvers, the graph, the docs and the contract suite all read this one. */
export type Capabilities = Readonly<Record<Operation, Capability>>;

/** A row of what the provider does itself, as `native(docsUrl, null, { NATIVE: ["email", "role"] })`. */
export function native(
  docsUrl: string,
  note: string | null = null,
  inputFields: InputFields = {},
): Capability {
  return { support: "NATIVE", note, docsUrl, inputFields };
}

/** A row of what Rollcall makes out of other calls. */
export function emulated(note: string, inputFields: InputFields = {}): Capability {
  return { support: "EMULATED", note, docsUrl: null, inputFields };
}

/** A row of what cannot be asked, and why. */
export function unsupported(note: string): Capability {
  return { support: "UNSUPPORTED", note, docsUrl: null };
}

interface InputFieldSupport {
  readonly name: InputField;
  readonly support: Support;
}

/**
 * All input fields of an operation, in the order of the input, and whether each can be given: none can where the
 * operation is `UNSUPPORTED`. `null` for reads, empty for writes of which none are told.
 */
export function toInputFields(
  operation: Operation,
  { support, inputFields: taken = {} }: Capability,
): readonly InputFieldSupport[] | null {
  if (!isWrite(operation)) return null;
  const names = inputFields[operation] ?? [];
  return names.map((name) => ({
    name,
    support: support === "UNSUPPORTED" ? support : toSupport(name, taken),
  }));
}

function toSupport(name: InputField, taken: InputFields): Support {
  const supports = ["NATIVE", "EMULATED", "UNVERIFIED"] as const;
  return supports.find((support) => taken[support]?.includes(name)) ?? "UNSUPPORTED";
}

function isWrite(operation: Operation): operation is WriteOperation {
  return (writeOperations as readonly Operation[]).includes(operation);
}

/** The same row for everything that writes. */
export function forWrites(row: Capability): Readonly<Record<WriteOperation, Capability>> {
  return Object.fromEntries(writeOperations.map((operation) => [operation, row])) as Record<
    WriteOperation,
    Capability
  >;
}

/** The table without some of its operations, and why. */
export function withhold(table: Capabilities, operations: readonly Operation[], note: string): Capabilities {
  const row = unsupported(note);
  const withheld = operations.filter((operation) => table[operation].support !== "UNSUPPORTED");
  return { ...table, ...Object.fromEntries(withheld.map((operation) => [operation, row])) };
}

/** `UPSTREAM`: the provider narrows. `LOCAL`: Rollcall reads more and narrows itself. `UNSUPPORTED`: refused. */
export type FilterExecution = "UPSTREAM" | "LOCAL" | "UNSUPPORTED";
