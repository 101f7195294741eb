import type { CompanyPerson } from "../company.js";
import type { MemberDocument } from "./documents.js";
import { newGuest, newMember, newPendingInvitation, newUser } from "./new-documents.js";
import { type Casting, hasAccount, type Part } from "./seed-casting.js";
import type { TiledeskState } from "./state.js";

/** What the seeding hands around. */
export interface Seeding {
  readonly state: TiledeskState;
  readonly password: string;
  /** User id by company e-mail, of those too who have no account any more. */
  readonly userIds: Map<string, string>;
  /** The next moment of the seed's own time. */
  readonly tick: () => string;
}

/** From this many open conversations on, the seeded projects call a member busy. */
export const busyFrom = 5;

export function seedUser(seeding: Seeding, { person, casting }: Part): void {
  const { state, tick, userIds } = seeding;
  if (casting === "invited" || userIds.has(person.email)) return;
  const { email, firstName: firstname, lastName: lastname } = person;
  const user = newUser({ _id: state.nextId(), at: tick() }, { email, firstname, lastname });
  userIds.set(email, user._id);
  if (casting === "gone") return;
  Object.assign(user, profileOf(person));
  if (!hasAccount(casting)) {
    const anonymised = { status: 0, email: `${state.random.uuid()}@tiledesk.com` };
    Object.assign(user, anonymised, { firstname: "anonymized", lastname: "anonymized" });
  }
  state.addUser(user, seeding.password);
}

/** Only the person can fill these in, so some records have them and some do not. */
function profileOf(person: CompanyPerson): { phone?: string; description?: string; public_email?: string } {
  return {
    ...(person.index % 4 === 3 ? {} : { phone: person.phone }),
    ...(person.index % 3 === 0 ? { description: person.jobTitle } : {}),
    ...(person.index % 10 === 0 ? { public_email: `hello${person.index}@acme.example` } : {}),
  };
}

export function seedMembership(
  seeding: Seeding,
  project: { _id: string; createdBy: string },
  part: Part,
): void {
  const { state, tick, userIds } = seeding;
  const { person, casting } = part;
  const origin = () => ({ _id: state.nextId(), at: tick(), createdBy: project.createdBy });
  if (casting === "invited") {
    const role = person.index % 2 === 0 ? "agent" : "supervisor";
    const invitation = newPendingInvitation(origin(), { email: person.email, role, id_project: project._id });
    state.pendingInvitations.set(invitation._id, invitation);
    return;
  }
  const id_user = userIds.get(person.email) ?? "";
  const join = (role: string, user_available = true): MemberDocument => {
    return newMember(origin(), { id_project: project._id, id_user, role, user_available });
  };
  if (casting === "rejoined") state.addMember(inState(join("supervisor"), "trashed", tick));
  state.addMember(inState(join(roleOf(casting), person.index % 6 !== 5), casting, tick));
}

function roleOf(casting: Casting): string {
  switch (casting) {
    case "owner":
    case "admin":
    case "supervisor":
    case "teammate":
    case "auditor":
    case "wizard":
      return casting;
    default:
      return "agent";
  }
}

const states: Partial<Record<Casting, (member: MemberDocument, tick: () => string) => void>> = {
  disabled: (member) => {
    member.status = "disabled";
    member.user_available = false;
  },
  trashed: (member) => {
    member.status = "disabled";
    member.trashed = true;
  },
  old: (member) => {
    delete member.trashed;
  },
  oldest: (member) => {
    delete member.trashed;
    delete member.roleType;
  },
  busy: (member, tick) => {
    member.number_assigned_requests = busyFrom + 1;
    member.presence = { status: "online", changedAt: tick() };
  },
  online: (member, tick) => {
    member.presence = { status: "online", changedAt: tick() };
    member.max_assigned_chat = 8;
  },
  offline: (member, tick) => {
    member.presence = { status: "offline", changedAt: tick() };
    member.profileStatus = "inactive";
  },
};

function inState(member: MemberDocument, casting: Casting, tick: () => string): MemberDocument {
  states[casting]?.(member, tick);
  return member;
}

/** Visitors of the chat widget are project_users too, on a list of their own. */
export function seedGuests(
  seeding: Seeding,
  project: { _id: string; createdBy: string },
  guests: number,
): void {
  const { state, tick } = seeding;
  for (let made = 0; made < guests; made += 1) {
    const origin = { _id: state.nextId(), at: tick(), createdBy: project.createdBy };
    state.addMember(newGuest(origin, { id_project: project._id, uuid_user: state.random.uuid() }));
  }
}
