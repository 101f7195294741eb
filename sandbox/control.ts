import { createServer, type IncomingMessage, type Server } from "node:http";
import { parseFaultRules } from "./faults.js";
import { readBody } from "./loopback.js";
import type { TiledeskStandIn } from "./tiledesk/stand-in.js";

type Body = Record<string, unknown>;
type Command = (standIn: TiledeskStandIn, body: unknown) => unknown;

const commands: Readonly<Record<string, Command>> = {
  "GET /counters": (standIn) => standIn.counters.read(),
  "POST /counters/reset": (standIn) => {
    standIn.counters.reset();
    return standIn.counters.read();
  },
  "GET /hash": (standIn) => ({ hash: standIn.current().state.hash() }),
  "POST /reset": (standIn) => {
    standIn.reset();
    return { hash: standIn.current().state.hash() };
  },
  "GET /faults": (standIn) => ({ rules: standIn.faults.read() }),
  "POST /faults": (standIn, body) => {
    standIn.faults.add(parseFaultRules(body));
    return { rules: standIn.faults.read() };
  },
  "DELETE /faults": (standIn) => {
    standIn.faults.clear();
    return { rules: [] };
  },
  "POST /latency": (standIn, body) => {
    const ms = (body as Body)["ms"];
    if (typeof ms !== "number" || !(ms >= 0)) throw new Error("ms is a number of milliseconds.");
    standIn.delayCalls(ms);
    return { ms };
  },
  "POST /tiledesk/password": changePassword,
  "POST /tiledesk/revoke-tokens": (standIn) => {
    standIn.mint.revokeAll();
    return { revoked: true };
  },
  "POST /tiledesk/presence": setPresence,
  "POST /tiledesk/activities": (standIn, body) => {
    const enabled = (body as Body)["enabled"];
    if (typeof enabled !== "boolean") throw new Error("enabled is true or false.");
    standIn.current().state.activitiesEnabled = enabled;
    return { enabled };
  },
};

/** The hand behind the curtain: on a port of its own, so that no provider route is in its way. Not listening yet. */
export function createControlServer(standIn: TiledeskStandIn): Server {
  return createServer((request, response) => {
    void answerCommand(standIn, request).then(({ status, value }) => {
      response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" });
      response.end(JSON.stringify(value));
    });
  });
}

async function answerCommand(
  standIn: TiledeskStandIn,
  request: IncomingMessage,
): Promise<{ status: number; value: unknown }> {
  const name = `${request.method ?? ""} ${(request.url ?? "").split("?")[0] ?? ""}`;
  const command = commands[name];
  if (!command)
    return { status: 404, value: { error: `${name} is none of ${Object.keys(commands).join(", ")}` } };
  try {
    const body = (await readBody(request, 8_000_000)) ?? "";
    return { status: 200, value: command(standIn, body === "" ? {} : JSON.parse(body)) };
  } catch (error) {
    return { status: 400, value: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function changePassword(standIn: TiledeskStandIn, body: unknown): unknown {
  const { email, password } = body as Body;
  const { state } = standIn.current();
  const user = typeof email === "string" ? state.userByEmail(email) : undefined;
  if (!user || typeof password !== "string") throw new Error("email names a user, password is a text.");
  state.setPassword(user, password);
  return { changed: true };
}

/** As the chat's webhook does it: on every active membership of the user, and no activity tells of it. */
function setPresence(standIn: TiledeskStandIn, body: unknown): unknown {
  const { userId, status } = body as Body;
  if (typeof userId !== "string" || (status !== "online" && status !== "offline")) {
    throw new Error("userId is a user's id, status is online or offline.");
  }
  const { state } = standIn.current();
  const memberships = state.membershipsOf(userId).filter((one) => one.status === "active");
  for (const member of memberships) {
    member.presence = { status, changedAt: state.now() };
    member.updatedAt = state.now();
    state.changed();
  }
  return { memberships: memberships.length };
}
