/* A Talkdesk account, for the tests of one file. */
import { afterAll, beforeAll } from "@jest/globals";
import type { FaultRule } from "../../sandbox/faults.js";
import type { ScimQuirks } from "../../sandbox/scim/quirks.js";
import type { TalkdeskUser } from "../../sandbox/talkdesk/documents.js";
import type { TalkdeskQuirks } from "../../sandbox/talkdesk/quirks.js";
import type { TalkdeskStandIn } from "../../sandbox/talkdesk/stand-in.js";
import type { TalkdeskState } from "../../sandbox/talkdesk/state.js";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, type MutationName, type Payload } from "./mutations.js";

interface Tried {
  readonly payload: Payload;
  readonly isChanged: boolean;
  readonly emails: number;
  readonly writes: number;
  /** Calls by route, the reads included. */
  readonly calls: Readonly<Record<string, number>>;
  /** Calls that are no GET, sent or refused. */
  readonly sent: number;
}

export interface TalkdeskSession {
  readonly session: GraphSession;
  readonly standIn: TalkdeskStandIn;
  readonly state: TalkdeskState;
  readonly linkedAccount: string;
  readonly tried: (mutation: MutationName, variables: object) => Promise<Tried>;
  readonly done: (mutation: MutationName, variables: object) => Promise<Payload>;
  /** Arguments that invite somebody. */
  readonly invitation: (email: string, more?: object) => { readonly input: object };
  /** An active agent whom nobody took yet. */
  readonly somebody: (is?: (user: TalkdeskUser) => boolean) => {
    readonly user: TalkdeskUser;
    readonly id: string;
  };
  readonly fail: (match: NonNullable<FaultRule["match"]>, fault: FaultRule["fault"], times?: number) => void;
  readonly stop: () => Promise<void>;
}

export const create = { method: "POST", route: "/users" };
export const change = { method: "PATCH", route: "/users/:id" };
export const removal = { method: "DELETE", route: "/users/:id" };

export function idOf(id: string): string {
  return encodeGlobalId({
    ...{ tenant: "default", account: "voice", type: "User" },
    ref: { kind: "user", scope: null, id },
  });
}

export async function openTalkdeskSession(
  quirks: Partial<TalkdeskQuirks> = {},
  settings: object = {},
  credentials: object = {},
  scim: Partial<ScimQuirks> = {},
): Promise<TalkdeskSession> {
  const writeRules = { settleMs: 300, removalsPerHour: 1_000 };
  const account = { key: "voice", provider: "talkdesk", writeRules, talkdesk: quirks, scim } as const;
  const session = await startGraphSession({ accounts: [{ ...account, settings, credentials }] });
  const standIn = session.server("voice") as TalkdeskStandIn;
  const reply = await session.ask<{ linkedAccount: { id: string } }>(
    '{ linkedAccount(accountKey: "voice") { id } }',
  );
  const linkedAccount = reply.data.linkedAccount.id;
  const taken = new Set<string>();
  const tried = async (mutation: MutationName, variables: object): Promise<Tried> => {
    const hash = standIn.hash();
    standIn.counters.reset();
    const { payload } = await mutate(session, mutation, { ...variables });
    const { callsByRoute: calls, emails, writes } = standIn.counters.read();
    const sent = Object.entries(calls).filter(([route]) => !route.startsWith("GET "));
    const sum = sent.reduce((all, [, count]) => all + count, 0);
    return { payload, isChanged: standIn.hash() !== hash, emails, writes, calls, sent: sum };
  };
  return {
    session,
    standIn,
    linkedAccount,
    get state() {
      return standIn.state();
    },
    tried,
    done: async (mutation, variables) => {
      const { payload } = await tried(mutation, variables);
      const [error] = payload.userErrors;
      if (error !== undefined) throw new Error(`${mutation}: ${error.code} ${error.message}`);
      return payload;
    },
    invitation: (email, more = {}) => {
      const name = { full: "June Guest" };
      return { input: { linkedAccount, email, name, role: { name: "agent" }, ...more } };
    },
    somebody: (is = () => true) => {
      const state = standIn.state();
      const agent = state.findRole("agent")?.id ?? "";
      const user = state.users.find(
        (one) => one.state === "active" && one.roleIds.includes(agent) && !taken.has(one.id) && is(one),
      );
      if (user === undefined) throw new Error("Nobody is so");
      taken.add(user.id);
      return { user, id: idOf(user.id) };
    },
    fail: (match, fault, times = 1) => {
      standIn.faults.add([{ match, times, fault }]);
    },
    stop: () => session.stop(),
  };
}

/** One account for all tests of the enclosing `describe`. */
export function useTalkdesk(...asked: Parameters<typeof openTalkdeskSession>): () => TalkdeskSession {
  let opened: TalkdeskSession | null = null;
  beforeAll(async () => {
    opened = await openTalkdeskSession(...asked);
  });
  afterAll(() => opened?.stop());
  return () => {
    if (opened === null) throw new Error("Asked for before the account was opened");
    return opened;
  };
}
