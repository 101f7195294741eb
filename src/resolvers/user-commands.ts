import type { Context } from "../context.js";
import type { EntityType, RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { CommandOf, InviteFields, NamedRef, UpdateFields, UserFields } from "../directory/writing.js";
import type { NameInput, RoleInput, UserInviteInput, UserUpdateInput } from "../schema/mutation-inputs.js";
import { findRef } from "./find-account.js";

/*
 * Inputs as commands: ids taken apart, absent fields left out, nulls kept. What cannot be meant is refused here.
 */

/** Whose ids count. */
export interface Place {
  readonly context: Context;
  readonly account: LinkedAccount;
}

/** @throws WriteRefused */
export function toInviteCommand(place: Place, input: UserInviteInput): CommandOf<"USER_INVITE"> {
  const { email, isNotified, message } = input;
  const fields: InviteFields = {
    ...toUserFields(place, input),
    email: parseEmail(email),
    ...(isNotified ? {} : { isNotified: false }),
    ...(message == null ? {} : { message }),
  };
  return { operation: "USER_INVITE", input: withoutNulls(fields) };
}

/** @throws WriteRefused */
export function toUpdateCommand(
  place: Place,
  user: RemoteRef,
  input: UserUpdateInput,
): CommandOf<"USER_UPDATE"> {
  const { email, note, maxConversations, tags, attributes } = input;
  if (email === null) throw new WriteRefused("BLANK", "An e-mail address cannot be cleared", at("email"));
  const fields: UpdateFields = {
    ...toUserFields(place, input),
    ...(email === undefined ? {} : { email: parseEmail(email) }),
    ...given({ note, maxConversations, tags, attributes }),
  };
  return { operation: "USER_UPDATE", user, input: fields };
}

function toUserFields(place: Place, input: UserInviteInput | UserUpdateInput): UserFields {
  const { name, role, teams, workspaces, organization } = input;
  const { license, title, phone, extension, timeZone, locale, isAvailable } = input;
  return {
    ...(name == null ? {} : { name: toName(name) }),
    ...(role == null ? {} : { role: toNamedRef(place, "Role", role, ["input", "role"]) }),
    ...(teams == null
      ? {}
      : {
          teams: teams.map((team, index) =>
            toNamedRef(place, "Team", team, ["input", "teams", String(index)]),
          ),
        }),
    ...(workspaces == null
      ? {}
      : { workspaces: workspaces.map((id) => toRef(place, "Workspace", id, ["input", "workspaces"])) }),
    ...(organization === undefined
      ? {}
      : {
          organization:
            organization === null
              ? null
              : toRef(place, "Organization", organization, ["input", "organization"]),
        }),
    ...given({ license, title, phone, extension, timeZone, locale }),
    ...(isAvailable == null ? {} : { isAvailable }),
  };
}

/** Fields of the input that are there; null is. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** In an invitation there is nothing to clear. */
function withoutNulls(fields: InviteFields): InviteFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null),
  ) as unknown as InviteFields;
}

function toName(name: NameInput): NonNullable<UserFields["name"]> {
  return given({ given: name.given, family: name.family, full: name.full });
}

export function toNamedRef(
  place: Place,
  type: EntityType,
  { id, name }: RoleInput,
  field: readonly string[],
): NamedRef {
  if (id != null && name == null) return { ref: toRef(place, type, id, field) };
  if (name != null && id == null && name.trim() !== "") return { name };
  throw new WriteRefused("INVALID", "Give either `id` or `name`", { field });
}

/** @throws WriteRefused NOT_FOUND for an id that is nobody's here, or another account's */
export function toRef(
  { context, account }: Place,
  type: EntityType,
  id: string,
  field: readonly string[],
): RemoteRef {
  const found = findRef(context, type, id);
  if (found?.account !== account) throw new WriteRefused("NOT_FOUND", `There is no such ${type}`, { field });
  return found.ref;
}

const maxEmailLength = 254;

/**
 * An address as it may be sent: in one form of Unicode, without controls or blanks, with one @ that has something on
 * both sides. Whether somebody is there is the provider's to say.
 */
function parseEmail(text: string): string {
  const email = text.normalize("NFC").trim();
  if (email === "") throw new WriteRefused("BLANK", "An e-mail address is needed", at("email"));
  const isWellFormed = email.length <= maxEmailLength && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(email);
  if (!isWellFormed) throw new WriteRefused("INVALID", "This is no e-mail address", at("email"));
  return email;
}

function at(name: string): { readonly field: readonly string[] } {
  return { field: ["input", name] };
}
