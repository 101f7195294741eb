/* An account that loses people behind Rollcall's back. */
import type { ScimStandIn } from "../../sandbox/scim/stand-in.js";
import type { TalkdeskStandIn } from "../../sandbox/talkdesk/stand-in.js";
import { encodeGlobalId, type RemoteRef } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession, type SessionSetup } from "../resolvers/graph-session.js";
import { mutate, type MutationName, type Payload } from "./mutations.js";

export type ShrinkingProvider = "tiledesk" | "talkdesk" | "scim";

/** Somebody on the provider's own list. */
interface Listed {
  readonly ref: RemoteRef;
  /** Whether it is an active member who is nobody special. */
  readonly isPlain: boolean;
  readonly remove: () => void;
}

type AccountSetup = NonNullable<SessionSetup["accounts"]>[number];

export interface ShrinkingAccount {
  readonly session: GraphSession;
  /** How many people the provider lists. */
  readonly size: () => number;
  /** So many of the plain ones are gone. */
  readonly lose: (count: number) => void;
  /** Another plain one each time, of those who are lost last. */
  readonly somebody: () => { readonly id: string; readonly confirm: string };
  readonly run: (name: MutationName, variables: Readonly<Record<string, unknown>>) => Promise<Payload>;
  readonly code: (name: MutationName, variables: Readonly<Record<string, unknown>>) => Promise<string>;
}

/** Runs over an account `own` of a provider of its own. */
export async function withShrinkingAccount(
  provider: ShrinkingProvider,
  { account = {}, ...setup }: Omit<SessionSetup, "accounts"> & { readonly account?: Partial<AccountSetup> },
  run: (account: ShrinkingAccount) => Promise<void>,
): Promise<void> {
  const writeRules = { settleMs: 300, removalsPerHour: 1_000, ...account.writeRules };
  const own = { ...account, key: "own", provider, writeRules };
  const session = await startGraphSession({ ...setup, accounts: [own] });
  try {
    await run(toShrinkingAccount(session, provider, account.tenant ?? "default"));
  } finally {
    await session.stop();
  }
}

function toShrinkingAccount(
  session: GraphSession,
  provider: ShrinkingProvider,
  tenant: string,
): ShrinkingAccount {
  const listed = (): readonly Listed[] => lists[provider](session);
  const taken = new Set<string>();
  const run: ShrinkingAccount["run"] = async (name, variables) =>
    (await mutate(session, name, variables)).payload;
  return {
    session,
    size: () => listed().length,
    lose: (count) => {
      const plain = listed().filter(({ isPlain }) => isPlain);
      if (plain.length < count) throw new Error(`Only ${plain.length} can be lost`);
      for (const { remove } of plain.slice(plain.length - count)) remove();
    },
    somebody: () => {
      const one = listed().find(({ ref, isPlain }) => isPlain && !taken.has(ref.id));
      if (one === undefined) throw new Error("Nobody is left");
      taken.add(one.ref.id);
      const id = encodeGlobalId({ tenant, account: "own", type: "User", ref: one.ref });
      return { id, confirm: one.ref.id };
    },
    run,
    code: async (name, variables) => (await run(name, variables)).userErrors[0]?.code ?? "OK",
  };
}

const lists: Readonly<Record<ShrinkingProvider, (session: GraphSession) => readonly Listed[]>> = {
  tiledesk: (session) => {
    const { state, projectIds } = session.standIn("own").current();
    return [...state.members.values()]
      .filter((one) => one.roleType === 1 && projectIds.includes(one.id_project ?? ""))
      .map((member) => ({
        ref: { kind: "member", scope: member.id_project ?? null, id: member._id },
        isPlain: member.role === "agent" && member.status === "active" && member.trashed === false,
        remove: () => {
          state.removeMember(member);
        },
      }));
  },
  talkdesk: (session) => {
    const state = (session.server("own") as TalkdeskStandIn).state();
    const agent = state.findRole("agent")?.id ?? "";
    return state.users.map((user) => ({
      ref: { kind: "user", scope: null, id: user.id },
      // Over SCIM, nobody is found but by an address of their own.
      isPlain:
        user.state === "active" &&
        user.roleIds.includes(agent) &&
        state.usersByEmail(user.email ?? "").length === 1,
      remove: () => {
        state.removeUser(user);
      },
    }));
  },
  scim: (session) => {
    const store = (session.server("own") as ScimStandIn).store();
    return store.slice("User", 0, store.count("User")).map((document) => ({
      ref: { kind: "user", scope: null, id: document.id },
      isPlain: document["active"] === true,
      remove: () => {
        store.remove("User", document.id);
      },
    }));
  },
};
