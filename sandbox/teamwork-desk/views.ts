import type { AgentDocument, InboxDocument } from "./documents.js";
import type { DeskQuirks } from "./quirks.js";
import type { DeskState } from "./state.js";

function reference(id: number, type: string): object {
  return { id, type };
}

export function agentView(state: DeskState, quirks: DeskQuirks, agent: AgentDocument): object {
  const inboxes = state.inboxesOf(agent.id).map(({ id }) => reference(id, "inboxes"));
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
    ...(quirks.rowsReferToInboxes ? { inboxes } : {}),
  };
}

/** With what nobody should pass on: the mail server's password and token are in the schema. */
export function inboxView({ agents, ...inbox }: InboxDocument): object {
  return {
    ...inbox,
    ...{ isAdmin: true, starred: false, displayOrder: 1, languageCode: "en", clientOnly: false },
    ...{ notificationsOnly: false, smtpServer: "smtp.acme.example", smtpPassword: "smtp-s3cret" },
    ...{ oauth2token: "oauth-s3cret", localPart: inbox.email.split("@", 1)[0] ?? "" },
    users: agents.map(({ id, access, isAdmin }) => ({
      ...reference(id, "users"),
      meta: { access, isAdmin, starred: false, state: "active" },
    })),
  };
}
