import type { JsonObject } from "../incoming.js";
import type { AgentDocument, InboxDocument, InviteDocument } from "./documents.js";
import type { DeskQuirks } from "./quirks.js";
import type { DeskState } from "./state.js";

function reference(id: number, type: string): JsonObject {
  return { id, type };
}

export function agentView(state: DeskState, quirks: DeskQuirks, agent: AgentDocument): JsonObject {
  const inboxesOf = ({ id }: AgentDocument): readonly JsonObject[] =>
    state.inboxesOf(id).map((inbox) => reference(inbox.id, "inboxes"));
  return {
    ...agent,
    ...{
      editMethod: "markdown",
      ticketReplyRedirect: "Stay",
      autoFollowOnCC: true,
      timezoneId: 1,
      timeFormatId: 1,
    },
    ...{ sendPushNotifications: true, sendWebNotifications: true, trainingWheelsEnrollment: null },
    createdBy: reference(state.owner.id, "users"),
    updatedBy: reference(state.owner.id, "users"),
    ...(quirks.rowsReferToInboxes ? { inboxes: inboxesOf(agent) } : {}),
  };
}

/** With what nobody should pass on: the mail server's password and token are in the schema. */
export function inboxView(quirks: DeskQuirks, { agents, ...inbox }: InboxDocument): JsonObject {
  const users = agents.map(({ id, access, isAdmin }) => ({
    ...reference(id, "users"),
    meta: { access, isAdmin, starred: false, state: "active" },
  }));
  return {
    ...inbox,
    ...{ isAdmin: true, starred: false, displayOrder: 1, languageCode: "en", clientOnly: false },
    ...{ notificationsOnly: false, smtpServer: "smtp.acme.example", smtpPassword: "smtp-s3cret" },
    ...{ oauth2token: "oauth-s3cret", localPart: inbox.email.split("@", 1)[0] ?? "" },
    ...(quirks.inboxesTellAgents ? { users } : {}),
  };
}

export function inviteView({ user, ...invite }: InviteDocument): JsonObject {
  return { ...invite, user: reference(user.id, "users") };
}
