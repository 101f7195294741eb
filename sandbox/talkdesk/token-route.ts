import type { Answer } from "../answer.js";
import type { Incoming } from "../incoming.js";
import { json, oauthFailure } from "./answer.js";
import type { TalkdeskCredentials } from "./credentials.js";
import type { TalkdeskQuirks } from "./quirks.js";

interface Desk {
  readonly credentials: TalkdeskCredentials;
  readonly quirks: TalkdeskQuirks;
}

interface Client {
  readonly id: string;
  readonly secret: string;
}

/** `POST /oauth/token` for client credentials, which come in the body or as Basic (contract 1.1). */
export function answerToken(desk: Desk, { headers }: Incoming, body: string): Answer {
  if (!(headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) {
    return oauthFailure(400, "invalid_request", "The body has to be form-encoded.");
  }
  const form = new URLSearchParams(body);
  const inBody = form.has("client_secret");
  const inHeader = headers.authorization !== undefined;
  // RFC 6749 section 2.3: not more than one way in a request.
  if (inBody && inHeader) return oauthFailure(400, "invalid_request", "The client is authenticated twice.");
  const refused = refusedGrant(form.get("grant_type"));
  if (refused) return refused;
  const clients = inHeader ? clientsInHeader(headers.authorization ?? "") : [clientInBody(form)];
  if (!clients.some((client) => isKnown(desk.credentials, client))) {
    return oauthFailure(401, "invalid_client", "Client authentication failed.");
  }
  return grant(desk, form.get("scope"));
}

function refusedGrant(grantType: string | null): Answer | undefined {
  if (grantType === "client_credentials") return undefined;
  if (grantType === null) return oauthFailure(400, "invalid_request", "grant_type is missing.");
  return oauthFailure(400, "unsupported_grant_type", "The grant type is not supported.");
}

/** Without a scope the token has all that the client was granted. */
function grant({ credentials, quirks }: Desk, scope: string | null): Answer {
  const asked = (scope ?? "").split(" ").filter((one) => one !== "");
  const scopes = asked.length === 0 ? quirks.grantedScopes : asked;
  if (!scopes.every((one) => quirks.grantedScopes.includes(one))) {
    return oauthFailure(400, "invalid_scope", "The client was not granted this scope.");
  }
  const { tokenLifeSeconds } = quirks;
  const forms = { number: tokenLifeSeconds, text: String(tokenLifeSeconds), missing: undefined };
  return json(200, {
    access_token: credentials.issue(scopes, tokenLifeSeconds),
    token_type: "Bearer",
    expires_in: forms[quirks.expiresIn],
    ...(quirks.tokenShowsScope ? { scope: scopes.join(" ") } : {}),
  });
}

function clientInBody(form: URLSearchParams): Client {
  return { id: form.get("client_id") ?? "", secret: form.get("client_secret") ?? "" };
}

/** RFC 6749 section 2.3.1 has both parts form-encoded before Basic; the documents' example has not. Either will do. */
function clientsInHeader(authorization: string): Client[] {
  const [scheme = "", credential = ""] = authorization.split(" ", 2);
  if (scheme.toLowerCase() !== "basic") return [];
  const decoded = Buffer.from(credential, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon < 0) return [];
  const plain = { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
  return [plain, { id: fromForm(plain.id), secret: fromForm(plain.secret) }];
}

function fromForm(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll("&", "%26")}`).get("value") ?? "";
}

function isKnown({ clientId, clientSecret }: TalkdeskCredentials, { id, secret }: Client): boolean {
  return id === clientId && secret === clientSecret;
}
