import type { JsonObject } from "../incoming.js";
import type { Commands } from "../stand-in.js";
import type { TiledeskState } from "./state.js";
import type { TokenMint } from "./tokens.js";

interface Backstage {
  /** Changes with each reset. */
  readonly state: () => TiledeskState;
  readonly mint: TokenMint;
}

export function createCommands({ state, mint }: Backstage): Commands {
  return {
    "POST /password": (body) => changePassword(state(), body),
    "POST /revoke-tokens": () => {
      mint.revokeAll();
      return { revoked: true };
    },
    "POST /presence": (body) => setPresence(state(), body),
    "POST /activities": ({ enabled }) => {
      if (typeof enabled !== "boolean") throw new Error("enabled is true or false.");
      state().activitiesEnabled = enabled;
      return { enabled };
    },
  };
}

function changePassword(state: TiledeskState, { email, password }: JsonObject): unknown {
  const user = typeof email === "string" ? state.userByEmail(email) : undefined;
  if (!user || typeof password !== "string") throw new Error("email names a user, password is a text.");
  state.setPassword(user, password);
  return { changed: true };
}

/** As the chat's webhook does it: on every active membership of the user, and no activity tells of it. */
function setPresence(state: TiledeskState, { userId, status }: JsonObject): unknown {
  if (typeof userId !== "string" || (status !== "online" && status !== "offline")) {
    throw new Error("userId is a user's id, status is online or offline.");
  }
  const memberships = state.membershipsOf(userId).filter((one) => one.status === "active");
  for (const member of memberships) {
    member.presence = { status, changedAt: state.now() };
    member.updatedAt = state.now();
    state.changed();
  }
  return { memberships: memberships.length };
}
