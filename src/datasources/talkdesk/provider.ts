import type { EntityType, RemoteRef } from "../../directory/ids.js";
import type { AccountProfile, Provider, ProviderModule, ProviderOptions } from "../../directory/provider.js";
import { talkdeskCapabilities } from "./capabilities.js";
import {
  talkdeskCredentials,
  talkdeskSettings,
  toAccess,
  type TalkdeskCredentials,
  type TalkdeskSettings,
} from "./config.js";
import { createRestAccount } from "./rest-account.js";
import { isUserId } from "./rest-people.js";

/** Talkdesk, a contact centre: users, roles, teams, ring groups and queues of an account. */
export const talkdesk = {
  name: "talkdesk",
  label: "Talkdesk",
  description: "Talkdesk: users, roles, teams, ring groups and queues of a contact centre.",
  settings: talkdeskSettings,
  credentials: talkdeskCredentials,
  capabilities: talkdeskCapabilities,
  filters: {
    states: "LOCAL",
    emails: "UPSTREAM",
    search: "LOCAL",
    role: "LOCAL",
    privileges: "LOCAL",
    team: "LOCAL",
    workspace: "LOCAL",
    organization: "UNSUPPORTED",
    boundaries: "LOCAL",
    kinds: "LOCAL",
    licenses: "UNSUPPORTED",
    identityId: "UNSUPPORTED",
    updatedAfter: "LOCAL",
  },
  roleCardinality: "ONE",
  profile: (settings) => toProfile(talkdeskSettings.parse(settings)),
  create: (options) =>
    createTalkdesk(
      options,
      talkdeskSettings.parse(options.settings),
      talkdeskCredentials.parse(options.credentials),
    ),
} as const satisfies ProviderModule;

function createTalkdesk(
  options: ProviderOptions,
  settings: TalkdeskSettings,
  credentials: TalkdeskCredentials,
): Provider {
  const { rest } = toAccess(settings, credentials);
  if (rest === null) throw new Error("clientId: this version lists users over REST alone");
  return { ...createRestAccount(options, settings, rest), parseRemoteKey };
}

function toProfile({ region, account, writeSurface }: TalkdeskSettings): AccountProfile {
  return {
    apiVersion: null,
    region: region ?? null,
    site: account ?? null,
    writeSurface: writeSurface ?? null,
  };
}

/** Plain ids, and `ring-group:NAME` and `queue:ID` for the teams that are such. */
function parseRemoteKey(type: EntityType, remoteKey: string): RemoteRef | null {
  switch (type) {
    case "User":
      return isUserId(remoteKey) ? { kind: "user", scope: null, id: remoteKey } : null;
    case "Team":
      return toTeamRef(remoteKey);
    case "Role":
      return remoteKey === "" ? null : { kind: "role", scope: null, id: remoteKey };
    case "Workspace":
      return remoteKey === "" ? null : { kind: "account", scope: null, id: remoteKey };
    default:
      return null;
  }
}

function toTeamRef(remoteKey: string): RemoteRef | null {
  const [, kind, id] = /^(ring-group|queue):(.+)$/su.exec(remoteKey) ?? [];
  if (kind !== undefined && id !== undefined) return { kind, scope: null, id };
  return remoteKey === "" ? null : { kind: "team", scope: null, id: remoteKey };
}
