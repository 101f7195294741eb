import { createCompany } from "../../sandbox/company.js";
import { createTiledeskStandIn, type TiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";

export interface Reply {
  readonly status: number;
  /** null when the response names none. */
  readonly contentType: string | null;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, or the text where it is no JSON. */
  readonly body: unknown;
}

export interface Session {
  readonly standIn: TiledeskStandIn;
  readonly baseUrl: string;
  readonly projectIds: readonly string[];
  readonly ownerToken: string;
  /** As the owner, unless an Authorization header (or null for none) is given. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; authorization?: string | null },
  ): Promise<Reply>;
  signIn(email: string, password?: string): Promise<string>;
  close(): Promise<void>;
}

export async function startSession(
  size: { people?: number; projects?: number; seed?: number } = {},
): Promise<Session> {
  const { people = 60, projects = 1, seed = 1 } = size;
  const standIn = createTiledeskStandIn({ company: createCompany(people, seed), projects, seed });
  const baseUrl = await standIn.listen(0);
  const { email, password, projectIds } = standIn.current();

  const signIn = async (as: string, secret = password): Promise<string> => {
    const reply = await send(`${baseUrl}/auth/signin`, "POST", { body: { email: as, password: secret } });
    return (reply.body as { token: string }).token;
  };
  const ownerToken = await signIn(email);
  return {
    standIn,
    baseUrl,
    projectIds,
    ownerToken,
    signIn,
    call: (method, path, options = {}) => {
      const { authorization = ownerToken, ...rest } = options;
      return send(`${baseUrl}${path}`, method, { ...rest, authorization });
    },
    close: () => standIn.close(),
  };
}

/** A body that is a string goes out as it is. */
export async function send(
  url: string,
  method: string,
  { body, authorization = null }: { body?: unknown; authorization?: string | null } = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: {
      ...(authorization === null ? {} : { Authorization: authorization }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, contentType: headers.get("content-type"), text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
