import type { Company } from "../company.js";
import { toInstallation, type SitePerson } from "../teamwork-site/installation.js";
import type { AgentDocument, InboxDocument, InviteDocument } from "./documents.js";
import { DeskState } from "./state.js";

/** The seeded company's help desk: whoever supports, the owner, and some others of the company itself. */
export function seedDesk(company: Company, clock: () => Date): DeskState {
  const own = toInstallation(company).people.filter((one) => one.company.isOwner);
  const agents = own.filter(isAgent).map(toAgent);
  const invites = own
    .filter((one) => !isAgent(one))
    .slice(0, 3)
    .map(toInvite);
  return new DeskState({ agents, inboxes: seedInboxes(agents), invites }, clock);
}

function isAgent({ person }: SitePerson): boolean {
  return person.department === "Support" || person.index % 3 === 0;
}

function toInvite({ id, email, person }: SitePerson): InviteDocument {
  return { id: 9_000 + person.index, state: "pending", user: { id, email }, createdAt: person.joinedAt };
}

function toAgent({ id, person, email, company }: SitePerson): AgentDocument {
  const { index, firstName, lastName, joinedAt } = person;
  const state = toState(index);
  return {
    ...{ id, email, firstName, lastName, state, createdAt: joinedAt },
    avatarURL: index % 5 === 0 ? `https://s3.example/desk/${String(id)}.png` : "",
    role: toRole(index),
    isPartTime: index % 4 === 3,
    isAppOwner: index === 0,
    reviewer: index % 11 === 2,
    // What is not set is year 1 (contract section 1.5).
    updatedAt: index % 6 === 4 ? "0001-01-01T00:00:00Z" : joinedAt,
    ...(state === "deleted" ? { deletedAt: "2024-06-01T12:00:00Z" } : {}),
    projectsCompanyId: company.id,
  };
}

function toState(index: number): string {
  if (index === 0) return "active";
  if (index % 14 === 6) return "archived";
  return index % 21 === 9 ? "deleted" : "active";
}

/** Both spellings, and one word that nobody knows. */
function toRole(index: number): string {
  if (index === 0 || index % 25 === 12) return "Admin";
  if (index % 25 === 15) return "admin";
  return index === 30 ? "Wizard" : "Agent";
}

const names = ["Support", "Billing", "Sales", "Returns", "Partners", "Abuse", "Old Support", "Empty"];

/** Shared ones, an archived one, one without anybody, and one of the owner alone. */
function seedInboxes(agents: readonly AgentDocument[]): InboxDocument[] {
  const shared = names.map((name, index): InboxDocument => {
    const inside = agents.filter((_, at) => name !== "Empty" && (index === 0 || at % 7 === index));
    return {
      ...{
        id: 5_001 + 3 * index,
        name,
        type: "inbox",
        state: name.startsWith("Old") ? "archived" : "active",
      },
      email: `${name.toLowerCase().replaceAll(" ", "-")}@acme.example`,
      agents: inside.map(({ id }, at) => ({
        id,
        access: at % 5 === 4 ? "limited" : "full",
        isAdmin: at === 0,
      })),
    };
  });
  const [owner] = agents;
  const own = owner === undefined ? [] : [{ id: owner.id, access: "full", isAdmin: true }];
  return [
    ...shared,
    {
      id: 5_101,
      name: "Personal",
      email: "owner@acme.example",
      type: "personal",
      state: "active",
      agents: own,
    },
  ];
}
