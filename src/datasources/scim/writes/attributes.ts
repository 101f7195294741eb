import type { JsonObject, JsonValue } from "../../../directory/directory-object.js";
import type { InviteFields, UpdateFields, UserFields } from "../../../directory/writing.js";
import { setAttribute, valuePath, type PatchOperation } from "../../scim-client/patch-op.js";
import type { ScimUserRow } from "../../scim-client/rows.js";
import { userSchema } from "../../scim-client/resource-document.js";
import { chosen, isAddress, toText } from "../wire.js";

/*
 * Fields of the graph as attributes of RFC 7643 section 4.1, each where the read side (`wire.ts`) finds it.
 */

/**
 * A new User. Its user name is the address, as on most servers, and the address is among `emails` too: the core schema
 * has them, and a server without them passes over what it does not know (RFC 7644 section 3.3).
 */
export function toDocument(input: InviteFields, role: RoleValue | null): JsonObject {
  const { email, name = {}, title, phone, timeZone, locale } = input;
  const whole = toWhole(name.given, name.family);
  const formatted = blankToNull(name.full) ?? whole;
  return {
    schemas: [userSchema],
    userName: email,
    active: true,
    ...present({ givenName: name.given, familyName: name.family, formatted }, "name"),
    ...(formatted === null ? {} : { displayName: formatted }),
    emails: [{ value: email, type: "work", primary: true }],
    ...given({ title, timezone: timeZone, locale }),
    ...(isBlank(phone) ? {} : { phoneNumbers: [{ value: phone, type: "work" }] }),
    ...(role === null ? {} : { roles: [{ ...role }] }),
  };
}

/** A value of the attribute `roles`, and its name where that is another. */
export interface RoleValue {
  readonly value: string;
  readonly display?: string;
}

/** What it takes to make a User as the fields say; nothing for what is so already. */
export function toOperations(row: ScimUserRow, input: UpdateFields): readonly PatchOperation[] {
  return [
    ...toNameOperations(row, input.name),
    ...toPlainOperation("title", row.title, input.title),
    ...toPlainOperation("timezone", row.timezone, input.timeZone),
    ...toLocaleOperations(row, input.locale),
    ...toPhoneOperations(row, input.phone),
    ...toEmailOperations(row, input.email),
  ];
}

/** An empty text is no value: servers show it as none. */
type Given = string | null | undefined;

function toPlainOperation(path: string, old: string | null, wanted: Given): readonly PatchOperation[] {
  if (wanted === undefined || blankToNull(wanted) === toText(old)) return [];
  return [setAttribute(path, blankToNull(wanted))];
}

/** Either of the two is read as the language, so neither may stay when it is cleared. */
function toLocaleOperations(row: ScimUserRow, wanted: Given): readonly PatchOperation[] {
  const shown = toText(row.locale) ?? toText(row.preferredLanguage);
  if (wanted === undefined || blankToNull(wanted) === shown) return [];
  if (!isBlank(wanted)) return [setAttribute("locale", wanted)];
  const there = (["locale", "preferredLanguage"] as const).filter((name) => toText(row[name]) !== null);
  return there.map((name) => setAttribute(name, null));
}

/** The number that is shown is changed or taken away; others stay as they are. */
function toPhoneOperations(row: ScimUserRow, wanted: Given): readonly PatchOperation[] {
  if (wanted === undefined) return [];
  const old = chosen(row.phoneNumbers, "work");
  if (old === null) {
    if (isBlank(wanted)) return [];
    return [{ op: "add", path: "phoneNumbers", value: [{ value: wanted, type: "work" }] }];
  }
  if (isBlank(wanted)) return [setAttribute(valuePath("phoneNumbers", old), null)];
  if (wanted === old.replace(/^tel:/iu, "")) return [];
  return [setAttribute(`${valuePath("phoneNumbers", old)}.value`, wanted)];
}

/** The user name goes along where it is the address. */
function toEmailOperations(row: ScimUserRow, wanted: string | undefined): readonly PatchOperation[] {
  const { emails, userName } = row;
  const listed = chosen(emails, "work");
  const old = listed ?? (userName !== null && isAddress(userName) ? userName : null);
  if (wanted === undefined || wanted === old) return [];
  if (old === null) {
    return [{ op: "add", path: "emails", value: [{ value: wanted, type: "work", primary: true }] }];
  }
  const isName = userName?.toLowerCase() === old.toLowerCase();
  return [
    ...(isName ? [setAttribute("userName", wanted)] : []),
    ...(listed === null ? [] : [setAttribute(`${valuePath("emails", listed)}.value`, wanted)]),
  ];
}

/** Where the whole name and the name to show were made of the parts, they follow them. */
function toNameOperations(row: ScimUserRow, name: UserFields["name"]): readonly PatchOperation[] {
  if (name === undefined) return [];
  const old = toParts(row);
  const wanted = {
    given: name.given === undefined ? old.given : blankToNull(name.given),
    family: name.family === undefined ? old.family : blankToNull(name.family),
  };
  const oldWhole = toWhole(old.given, old.family);
  const newWhole = toWhole(wanted.given, wanted.family);
  const formatted = toFormatted(old.formatted, name.full, { oldWhole, newWhole });
  const oldShown = old.formatted ?? oldWhole;
  const newShown = formatted ?? newWhole;
  const follows = row.displayName !== null && row.displayName === oldShown && newShown !== null;
  return [
    ...toPlainOperation("name.givenName", old.given, wanted.given),
    ...toPlainOperation("name.familyName", old.family, wanted.family),
    ...toPlainOperation("name.formatted", old.formatted, formatted),
    ...(follows ? toPlainOperation("displayName", row.displayName, newShown) : []),
  ];
}

function toFormatted(
  old: string | null,
  wanted: Given,
  { oldWhole, newWhole }: { readonly oldWhole: string | null; readonly newWhole: string | null },
): string | null {
  const follows = old !== null && old === oldWhole;
  if (wanted === undefined) return follows ? newWhole : old;
  // What is shown for a lack of another is so already.
  if (old === null && wanted === newWhole) return null;
  return blankToNull(wanted);
}

function toParts({ name }: ScimUserRow): Record<"given" | "family" | "formatted", string | null> {
  return {
    given: toText(name?.givenName ?? null),
    family: toText(name?.familyName ?? null),
    formatted: toText(name?.formatted ?? null),
  };
}

function toWhole(givenName: Given, familyName: Given): string | null {
  return blankToNull([givenName, familyName].filter((part) => !isBlank(part)).join(" "));
}

function isBlank(text: Given): text is null | undefined | "" {
  return text === undefined || text === null || text.trim() === "";
}

function blankToNull(text: Given): string | null {
  return isBlank(text) ? null : text;
}

/** Those that have a value. */
function given(attributes: Readonly<Record<string, Given>>): JsonObject {
  const told = Object.entries(attributes).filter(([, value]) => !isBlank(value));
  return Object.fromEntries(told as [string, JsonValue][]);
}

function present(parts: Readonly<Record<string, Given>>, attribute: string): JsonObject {
  const told = given(parts);
  return Object.keys(told).length === 0 ? {} : { [attribute]: told };
}
