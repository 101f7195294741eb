import type { UserDocument } from "./documents.js";
import type { Call, Caller } from "./route.js";

/** Passport's part: a JWT or Basic caller, or nobody. The user is looked up on every call, deleted ones are nobody. */
export function authenticate(call: Call): Caller | undefined {
  const [scheme, credential] = (call.authorization ?? "").split(/\s+/, 2);
  if (scheme && credential) {
    if (/^jwt$/i.test(scheme)) return byToken(call, credential);
    if (/^basic$/i.test(scheme)) return byPassword(call, credential);
  }
  // Accepted by Passport, refused right after it by the check of the header.
  const secretToken = call.query.get("secret_token");
  return secretToken === null ? undefined : byToken(call, secretToken);
}

/** The server's second check. Only the query parameter gets a caller as far as this without a header. */
export function hasTwoPartAuthorization(call: Call): boolean {
  return (call.authorization ?? "").trim().split(/\s+/).length === 2;
}

export function callerFor(user: UserDocument): Caller {
  return { id: user._id, name: `${user.firstname} ${user.lastname}`, user };
}

function byToken(call: Call, token: string): Caller | undefined {
  const subject = call.mint.read(token);
  if (!subject) return undefined;
  if (subject.sub === "guest") return { id: subject._id, name: subject.firstname };
  const user = call.state.users.get(subject._id);
  return user?.status === 100 ? callerFor(user) : undefined;
}

function byPassword(call: Call, credential: string): Caller | undefined {
  const decoded = Buffer.from(credential, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon < 0) return undefined;
  const user = call.state.userByEmail(decoded.slice(0, colon).toLowerCase());
  if (user?.status !== 100 || !call.state.hasPassword(user, decoded.slice(colon + 1))) return undefined;
  return callerFor(user);
}
