import type { FaultRule } from "../../sandbox/faults.js";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type AccountSetup, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, type MutationName, type Payload, type SeenTeam, type SeenUser } from "./mutations.js";
import { isOffered, type Situation } from "./expected-codes.js";

interface TeamRef {
  readonly kind: string;
  readonly scope: string | null;
  readonly id: string;
}

/** How one provider's situations are staged. */
export interface ProviderStaging {
  readonly title: string;
  readonly provider: "tiledesk" | "talkdesk" | "scim";
  /** Of the account and its stand-in, where they are not the usual ones. */
  readonly account?: Pick<AccountSetup, "settings" | "credentials" | "scim">;
  /** What is said of the role that an invitation needs, where it needs one. */
  readonly invited: Readonly<Record<string, unknown>>;
  /** A change that every User takes. */
  readonly change: Readonly<Record<string, unknown>>;
  /** An id of the right form that nobody has: kind and id, and the project that it would be of. */
  readonly stranger: (session: GraphSession) => { kind: string; scope: string | null; id: string };
  readonly strangeTeam: (session: GraphSession) => TeamRef;
  /** Makes a team behind Rollcall's back, where Rollcall cannot make one; its name and reference. */
  readonly makeTeam?: (session: GraphSession, name: string) => TeamRef;
  /** A role that nobody on stage has yet. */
  readonly otherRole: Readonly<Record<string, string>>;
  /** The call that writes, as faults name it. */
  readonly routeOf: (mutation: MutationName) => NonNullable<FaultRule["match"]>;
  /** How the provider says 403. */
  readonly forbidden: FaultRule["fault"];
  /** How it says that it does not have the route that writes, nor any that would do in its place. */
  readonly unsupported: (mutation: MutationName) => readonly FaultRule[];
}

const settleMs = 400;

type Variables = Readonly<Record<string, unknown>>;

/** No provider on stage has members of workspaces beside their own. */
const nowhere = (): Promise<Variables> => Promise.reject(new Error("Nothing to stage"));

/** A service over one stand-in, and a store of people to do things to. */
export class Stage {
  readonly session: GraphSession;
  readonly #staging: ProviderStaging;
  #invited = 0;
  #made = 0;
  linkedAccount = "";

  static async open(staging: ProviderStaging): Promise<Stage> {
    const writeRules = { settleMs, removalsPerHour: 10_000 };
    const { provider } = staging;
    const session = await startGraphSession({
      accounts: [
        {
          key: "own",
          provider,
          people: 200,
          writeRules,
          ...staging.account,
          ...(provider === "tiledesk"
            ? {}
            : { settings: { lookUps: "consistent", ...staging.account?.settings } }),
        },
        { key: "foreign", tenant: "other", sharing: "own" },
      ],
    });
    const stage = new Stage(session, staging);
    const reply = await session.ask<{ linkedAccount: { id: string } }>(
      '{ linkedAccount(accountKey: "own") { id } }',
    );
    stage.linkedAccount = reply.data.linkedAccount.id;
    return stage;
  }

  private constructor(session: GraphSession, staging: ProviderStaging) {
    this.session = session;
    this.#staging = staging;
  }

  /** Arguments with which the mutation goes well. */
  ready(mutation: MutationName): Promise<Variables> {
    return this.#isOffered(mutation) ? this.#ready[mutation]() : this.nobody(mutation, "default", "own");
  }

  /** Arguments with which what is asked stands against what is there. */
  conflict(mutation: MutationName): Promise<Variables> {
    return this.#isOffered(mutation) ? this.#conflict[mutation]() : this.ready(mutation);
  }

  /** What is refused from the table needs nobody to be there. */
  #isOffered(mutation: MutationName): boolean {
    return isOffered(mutation, this.#staging.provider);
  }

  readonly #ready: Readonly<Record<MutationName, () => Promise<Variables>>> = {
    userInvite: () => Promise.resolve({ input: this.#invitation() }),
    userInvitationResend: async () => ({ id: (await this.#somebodyInvited()).id }),
    userInvitationCancel: async () => ({ id: (await this.#somebodyInvited()).id }),
    userUpdate: async () => ({ id: (await this.#somebody()).id, input: this.#staging.change }),
    userDisable: () => this.#anybody(),
    usersDisable: () => this.#anybody(),
    userEnable: async () => ({ id: (await this.#after("userDisable")).id }),
    userSoftDelete: () => this.#anybody(),
    userRestore: async () => ({ id: (await this.#after("userSoftDelete")).id }),
    userHardDelete: async () => {
      const { id, remoteId } = await this.#somebody();
      return { id, confirm: remoteId };
    },
    roleAssign: async () => ({ id: (await this.#somebody()).id, role: this.#staging.otherRole }),
    roleUnassign: () => this.#twice("roleAssign", { role: this.#staging.otherRole }),
    teamCreate: () => Promise.resolve({ input: this.#newTeam() }),
    teamUpdate: async () => ({ id: (await this.#team()).id, input: { name: this.#newTeam().name } }),
    teamSoftDelete: async () => ({ id: (await this.#team()).id }),
    teamRestore: async () => ({ id: (await this.#deletedTeam()).id }),
    teamMembersAdd: async () => ({ id: (await this.#team()).id, users: [(await this.#somebody()).id] }),
    teamMembersRemove: () => this.#membership(),
    workspaceMembersAdd: nowhere,
    workspaceMembersRemove: nowhere,
  };

  readonly #conflict: Readonly<Record<MutationName, () => Promise<Variables>>> = {
    userInvite: async () => ({ input: { ...this.#invitation(), email: (await this.#somebody()).email } }),
    userInvitationResend: () => this.#anybody(),
    userInvitationCancel: () => this.#anybody(),
    userUpdate: () => this.#twice("userUpdate", { input: this.#staging.change }),
    userDisable: async () => ({ id: (await this.#after("userDisable")).id }),
    usersDisable: async () => ({ id: (await this.#after("userDisable")).id }),
    userEnable: () => this.#anybody(),
    userSoftDelete: async () => ({ id: (await this.#after("userSoftDelete")).id }),
    userRestore: () => this.#anybody(),
    userHardDelete: async () => ({ id: (await this.#somebody()).id, confirm: "somebody-else" }),
    roleAssign: () => this.#twice("roleAssign", { role: this.#staging.otherRole }),
    roleUnassign: async () => ({ id: (await this.#somebody()).id, role: this.#staging.otherRole }),
    teamCreate: async () => ({ input: { ...this.#newTeam(), name: (await this.#team()).name } }),
    teamUpdate: async () => ({ id: (await this.#team()).id, input: { name: (await this.#team()).name } }),
    teamSoftDelete: async () => ({ id: (await this.#deletedTeam()).id }),
    teamRestore: async () => ({ id: (await this.#team()).id }),
    teamMembersAdd: () => this.#membership(),
    teamMembersRemove: async () => ({ id: (await this.#team()).id, users: [(await this.#somebody()).id] }),
    workspaceMembersAdd: nowhere,
    workspaceMembersRemove: nowhere,
  };

  async #anybody(): Promise<Variables> {
    return { id: (await this.#somebody()).id };
  }

  /** Somebody to whom it was done already. */
  async #twice(mutation: MutationName, more: Variables): Promise<Variables> {
    const { id } = await this.#somebody();
    await this.done(mutation, { id, ...more });
    return { id, ...more };
  }

  /** Arguments that point at what is nobody's, of this tenant or of another. */
  nobody(mutation: MutationName, tenant: string, account: string): Promise<Variables> {
    if (mutation === "userInvite" || mutation === "teamCreate") {
      return Promise.resolve(this.#nowhere(mutation, tenant));
    }
    if (/^(?:team|workspace)/u.test(mutation)) return this.#nobodysPlace(mutation, tenant, account);
    const ref = this.#staging.stranger(this.session);
    const id = encodeGlobalId({ tenant, account, type: "User", ref });
    return Promise.resolve({ id, ...this.#moreFor(mutation, ref.id) });
  }

  /** What a mutation of a User takes beside it. */
  #moreFor(mutation: MutationName, remoteId: string): Variables {
    switch (mutation) {
      case "userUpdate":
        return { input: this.#staging.change };
      case "userHardDelete":
        return { confirm: remoteId };
      case "roleAssign":
      case "roleUnassign":
        return { role: this.#staging.otherRole };
      default:
        return {};
    }
  }

  /** An account that there is not; but the real one where the provider refuses before it is looked for. */
  #nowhere(mutation: "userInvite" | "teamCreate", tenant: string): Variables {
    const ref = { kind: "account", scope: null, id: "nowhere" };
    const linkedAccount = encodeGlobalId({ tenant, account: "nowhere", type: "LinkedAccount", ref });
    const input = mutation === "userInvite" ? this.#invitation() : this.#newTeam();
    const isLooked = tenant !== "default" || this.#isOffered(mutation);
    return { input: isLooked ? { ...input, linkedAccount } : input };
  }

  async #nobodysPlace(mutation: MutationName, tenant: string, account: string): Promise<Variables> {
    const isTeam = mutation.startsWith("team");
    const ref = isTeam
      ? this.#staging.strangeTeam(this.session)
      : { kind: "project", scope: null, id: "f".repeat(24) };
    const id = encodeGlobalId({ tenant, account, type: isTeam ? "Team" : "Workspace", ref });
    if (mutation === "teamUpdate") return { id, input: { name: "Nobody's" } };
    return mutation.includes("Members") ? { id, users: [(await this.#somebody()).id] } : { id };
  }

  faultsOf(situation: Situation, mutation: MutationName): readonly FaultRule[] {
    if (situation === "unsupported") return this.#staging.unsupported(mutation);
    const faults: Readonly<Partial<Record<Situation, FaultRule["fault"]>>> = {
      forbidden: this.#staging.forbidden,
      rateLimited: { kind: "status", status: 429, body: "", headers: { "Retry-After": "60" } },
      timeOut: { kind: "hang" },
      lostAnswer: { kind: "lostAnswer" },
      errorAfterApply: { kind: "lateApply", answer: "early", ms: 0, status: 500 },
    };
    const fault = faults[situation];
    return fault === undefined ? [] : [{ match: this.#staging.routeOf(mutation), times: 1, fault }];
  }

  async done(mutation: MutationName, variables: Readonly<Record<string, unknown>>): Promise<Payload> {
    const { payload } = await mutate(this.session, mutation, variables);
    const [error] = payload.userErrors;
    if (error !== undefined) throw new Error(`${mutation}: ${error.code} ${error.message}`);
    return payload;
  }

  #newTeam(): { readonly linkedAccount: string; readonly name: string } {
    this.#made += 1;
    return { linkedAccount: this.linkedAccount, name: `Team ${this.#made}` };
  }

  async #team(): Promise<Pick<SeenTeam, "id" | "name">> {
    const { makeTeam } = this.#staging;
    if (makeTeam !== undefined) {
      const { name } = this.#newTeam();
      const ref = makeTeam(this.session, name);
      return { name, id: encodeGlobalId({ tenant: "default", account: "own", type: "Team", ref }) };
    }
    const { team } = await this.done("teamCreate", { input: this.#newTeam() });
    if (team === null || team === undefined) throw new Error("No team was made");
    return team;
  }

  async #deletedTeam(): Promise<Pick<SeenTeam, "id">> {
    const team = await this.#team();
    await this.done("teamSoftDelete", { id: team.id });
    return team;
  }

  /** A team and somebody in it. */
  async #membership(): Promise<{ id: string; users: readonly string[] }> {
    const [{ id }, user] = [await this.#team(), await this.#somebody()];
    await this.done("teamMembersAdd", { id, users: [user.id] });
    return { id, users: [user.id] };
  }

  #invitation(): Record<string, unknown> {
    this.#invited += 1;
    const email = `guest.${this.#invited}@partner.example`;
    return { linkedAccount: this.linkedAccount, email, ...this.#staging.invited };
  }

  async #somebodyInvited(): Promise<NonNullable<Payload["user"]>> {
    const { user } = await this.done("userInvite", { input: this.#invitation() });
    if (user === null) throw new Error("Nobody was invited");
    return user;
  }

  /** An active User who is nobody special, another one each time. */
  async #somebody(): Promise<NonNullable<Payload["user"]>> {
    this.#pool ??= await this.#everybody();
    const user = this.#pool.shift();
    if (user === undefined) throw new Error("Everybody was used up");
    return user;
  }

  #pool: NonNullable<Payload["user"]>[] | null = null;

  async #everybody(): Promise<NonNullable<Payload["user"]>[]> {
    const found: NonNullable<Payload["user"]>[] = [];
    for (let after: string | null = null; ;) {
      const reply: Awaited<ReturnType<typeof this.session.ask<Everybody>>> =
        await this.session.ask<Everybody>(everybodyQuery, { after });
      const { nodes, pageInfo } = reply.data.users;
      found.push(...nodes.filter((user) => user.privilege !== "OWNER" && this.#isPlain(user)));
      if (!pageInfo.hasNextPage) return found;
      after = pageInfo.endCursor;
    }
  }

  /** With an address, and without the role that is given on stage. */
  #isPlain({ email, roles }: SeenUser): boolean {
    return email !== null && roles?.some(({ name }) => name === this.#staging.otherRole["name"]) !== true;
  }

  async #after(mutation: MutationName): Promise<NonNullable<Payload["user"]>> {
    const user = await this.#somebody();
    await this.done(mutation, { id: user.id });
    return user;
  }
}

interface Everybody {
  readonly users: {
    readonly nodes: readonly (NonNullable<Payload["user"]> & { readonly privilege: string })[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const everybodyQuery = `query ($after: String) { users(first: 100, after: $after, filter: { states: [ACTIVE] }) {
  nodes { id remoteId email state roles { name } availability { isAvailable note } tags privilege }
  pageInfo { hasNextPage endCursor } } }`;
