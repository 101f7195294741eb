/** Whose people they are: the account that the credentials are of, or another one on the same server. */
export type TalkdeskAccount = "acme" | "other";

/**
 * A user as the server keeps it; views.ts turns it into what a dialect shows. A field that is `undefined` is
 * missing from every answer, one that is `null` is shown as null.
 */
export interface TalkdeskUser {
  /** On the REST surface. */
  readonly id: string;
  /** On the SCIM surface, which numbers people on its own. */
  readonly scimId: string;
  readonly account: TalkdeskAccount;
  name: string | null;
  email: string | undefined;
  /** SCIM keeps the name in two parts; they are gone when REST writes another name. */
  givenName?: string | undefined;
  familyName?: string | undefined;
  /** From SCIM alone. */
  externalId?: string | undefined;
  /** REST shows the first; SCIM may give several. */
  roleIds: string[];
  /** The role's name where the record has it spelt otherwise than the list of roles. */
  roleSpelling?: string | undefined;
  /** Pending: invited and not signed in yet. Most dialects call that active. */
  state: "active" | "inactive" | "pending";
  extension: string | number | null;
  /** Names, since ring groups have no id. */
  ringGroups: string[];
  teamIds: string[];
  timeZone: string | null;
  language: string | null;
  gender: string | null;
  externalPhoneNumber: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export interface TalkdeskRole {
  readonly id: string;
  readonly account: TalkdeskAccount;
  readonly name: string;
}

export interface TalkdeskTeam {
  readonly id: string;
  readonly account: TalkdeskAccount;
  name: string;
  externalId?: string | undefined;
}

/** A ring group, and the queue that takes its place: the same people under the same name. */
export interface TalkdeskRingGroup {
  readonly name: string;
  readonly queueId: string;
}
