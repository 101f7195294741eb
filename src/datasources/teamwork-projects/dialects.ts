/*
 * One product, three dialects (contract sections 1.5, 2 to 4): v1 mixes kebab, snake and camel case, v2 is v1 in camel
 * case, v3 calls some things otherwise. Here they become one: camel case, and v1's words.
 */

/** Names of v3, and of v1's list of deleted people, for what the others call otherwise. */
const personAliases: Readonly<Record<string, string>> = {
  email: "emailAddress",
  type: "userType",
  isAdmin: "administrator",
  isSiteOwner: "siteOwner",
  isInOwnerCompany: "inOwnerCompany",
  updatedAt: "lastChangedOn",
  deletedDateTime: "deletedAt",
};
const companyAliases: Readonly<Record<string, string>> = {
  isowner: "isOwner",
  createdOn: "createdAt",
  lastChangedOn: "updatedAt",
};
const projectAliases: Readonly<Record<string, string>> = {
  createdOn: "createdAt",
  lastChangedOn: "updatedAt",
};
const activityAliases: Readonly<Record<string, string>> = {
  activitytype: "activityType",
  datetime: "dateTime",
  extradescription: "extraDescription",
  userid: "userId",
  fromusername: "fromUserName",
  foruserid: "forUserId",
  forusername: "forUserName",
  itemid: "itemId",
  itemlink: "itemLink",
  isprivate: "isPrivate",
  publicinfo: "publicInfo",
};

export const toPersonWords = translator(personAliases);
export const toCompanyWords = translator(companyAliases);
export const toProjectWords = translator(projectAliases);
export const toActivityWords = translator(activityAliases);

/** The row with its own keys in one spelling; inner objects stay as they are. Not a row, not touched. */
function translator(aliases: Readonly<Record<string, string>>): (row: unknown) => unknown {
  const known = new Map<string, string>();
  const toName = (key: string): string => {
    const name = known.get(key) ?? aliases[toCamelCase(key)] ?? toCamelCase(key);
    // Answers have the same few dozen keys again and again; a hostile one has not.
    if (known.size < mostNames) known.set(key, name);
    return name;
  };
  return (row) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) return row;
    return Object.fromEntries(
      Object.entries(row).map(([key, value]: [string, unknown]) => [toName(key), value]),
    );
  };
}

const mostNames = 1_000;

/** `email-address`, `email_one` and `logo-URL` as `emailAddress`, `emailOne` and `logoURL`. */
export function toCamelCase(key: string): string {
  return key.replace(/(?<![-_])[-_]+(.)/gu, (_, letter: string) => letter.toUpperCase());
}
