import type { ScimDocument } from "../../../sandbox/scim/store.js";
import type { ScimStandIn } from "../../../sandbox/scim/stand-in.js";

/** What the stand-in holds, by its own records. */
export interface Truth {
  readonly userIds: readonly string[];
  /** Ids by lower-case e-mail. */
  readonly idsByEmail: ReadonlyMap<string, readonly string[]>;
  readonly groupIds: readonly string[];
  /** "user in group", without groups in groups and once for those who are in it twice. */
  readonly memberships: readonly string[];
}

export function truthOf(standIn: ScimStandIn): Truth {
  const store = standIn.store();
  return toTruth({
    users: store.slice("User", 0, store.count("User")),
    groups: store.slice("Group", 0, store.count("Group")),
  });
}

interface Resources {
  readonly users: readonly ScimDocument[];
  readonly groups: readonly ScimDocument[];
}

export function toTruth({ users, groups }: Resources): Truth {
  const userIds = users.map(({ id }) => id);
  const idsByEmail = new Map<string, string[]>();
  for (const user of users) {
    const email = emailOf(user)?.toLowerCase();
    if (email !== undefined) idsByEmail.set(email, [...(idsByEmail.get(email) ?? []), user.id].sort());
  }
  const memberships = groups.flatMap((group) =>
    membersOf(group)
      .filter((id) => userIds.includes(id))
      .map((id) => `${id} in ${group.id}`),
  );
  return {
    userIds: [...userIds].sort(),
    idsByEmail,
    groupIds: groups.map(({ id }) => id).sort(),
    memberships: [...new Set(memberships)].sort(),
  };
}

function membersOf(group: ScimDocument): readonly string[] {
  return ((group["members"] ?? []) as { value: string }[]).map(({ value }) => value);
}

/** The primary address, or the user name where it is one. */
function emailOf(user: ScimDocument): string | undefined {
  const emails = (user["emails"] ?? []) as { value: string; primary?: boolean }[];
  const userName = user["userName"] as string;
  return (
    emails.find(({ primary }) => primary === true)?.value ?? (userName.includes("@") ? userName : undefined)
  );
}
