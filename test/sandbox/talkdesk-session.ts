import { createCompany } from "../../sandbox/company.js";
import type { TalkdeskUser } from "../../sandbox/talkdesk/documents.js";
import type { TalkdeskQuirks } from "../../sandbox/talkdesk/quirks.js";
import type { TalkdeskState } from "../../sandbox/talkdesk/state.js";
import { createTalkdeskStandIn, type TalkdeskStandIn } from "../../sandbox/talkdesk/stand-in.js";
import { type Reply, send } from "./session.js";

export interface TalkdeskSession {
  readonly standIn: TalkdeskStandIn;
  readonly baseUrl: string;
  readonly state: TalkdeskState;
  /** The stand-in's time, which stands still but for this. */
  pass(seconds: number): void;
  /** With a token of all scopes, unless an Authorization header (or null for none) is given. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; authorization?: string | null },
  ): Promise<Reply>;
  askToken(form: Record<string, string>, headers?: Record<string, string>): Promise<Reply>;
  /** A Bearer header; by client credentials in the body. */
  signIn(scope?: string): Promise<string>;
  close(): Promise<void>;
}

export async function startTalkdesk(
  options: { people?: number; seed?: number; quirks?: Partial<TalkdeskQuirks> } = {},
): Promise<TalkdeskSession> {
  const { people = 90, seed = 1, quirks = {} } = options;
  let nowMs = Date.UTC(2026, 10, 23, 9);
  const clock = (): Date => new Date(nowMs);
  const standIn = createTalkdeskStandIn({ company: createCompany(people, seed), seed, quirks, clock });
  const baseUrl = await standIn.listen(0);

  const askToken = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
    postForm(`${baseUrl}/oauth/token`, form, headers);
  const signIn = async (scope?: string): Promise<string> => {
    const { clientId, clientSecret } = standIn.credentials;
    const client = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const reply = await askToken({ ...client, ...(scope === undefined ? {} : { scope }) });
    return `Bearer ${(reply.body as { access_token: string }).access_token}`;
  };
  const bearer = await signIn();
  return {
    standIn,
    baseUrl,
    get state() {
      return standIn.state();
    },
    pass: (seconds) => {
      nowMs += seconds * 1000;
    },
    call: (method, path, { authorization = bearer, ...rest } = {}) =>
      send(`${baseUrl}${path}`, method, { ...rest, authorization }),
    askToken,
    signIn,
    close: () => standIn.close(),
  };
}

async function postForm(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string>,
): Promise<Reply> {
  const response = await fetch(url, { method: "POST", headers, body: new URLSearchParams(form) });
  const { status } = response;
  const text = await response.text();
  const contentType = response.headers.get("content-type");
  return { status, headers: response.headers, contentType, text, body: JSON.parse(text) as unknown };
}

/** The first user in a given state of affairs. */
export function someone(state: TalkdeskState, isMeant: (user: TalkdeskUser) => boolean): TalkdeskUser {
  const found = state.users.find(isMeant);
  if (!found) throw new Error("The seed has nobody like this.");
  return found;
}

export interface UserRow {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Of either dialect. */
export function usersIn(reply: Reply): readonly UserRow[] {
  const body = reply.body as { users?: UserRow[]; _embedded?: { users: UserRow[] } };
  const rows = body.users ?? body._embedded?.users;
  if (!rows) throw new Error(`No users in ${reply.text}`);
  return rows;
}

export function idsIn(reply: Reply): string[] {
  return usersIn(reply).map(({ id }) => id);
}
