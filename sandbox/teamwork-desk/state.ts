import type { AgentDocument, InboxDocument, InviteDocument } from "./documents.js";

interface DeskDocuments {
  readonly agents: AgentDocument[];
  readonly inboxes: InboxDocument[];
  readonly invites: InviteDocument[];
}

/** One installation of Desk. */
export class DeskState {
  readonly agents: AgentDocument[];
  readonly inboxes: InboxDocument[];
  readonly invites: InviteDocument[];
  /** Grows with each change. */
  revision = 0;
  readonly #clock: () => Date;

  constructor({ agents, inboxes, invites }: DeskDocuments, clock: () => Date) {
    this.agents = agents;
    this.inboxes = inboxes;
    this.invites = invites;
    this.#clock = clock;
  }

  get owner(): AgentDocument {
    const [first] = this.agents;
    if (first === undefined) throw new Error("A help desk has an owner");
    return first;
  }

  inboxesOf(agent: number): readonly InboxDocument[] {
    return this.inboxes.filter(({ agents }) => agents.some(({ id }) => id === agent));
  }

  /** Somebody at work, in the first of the inboxes. */
  addAgent(some: Pick<AgentDocument, "firstName" | "lastName" | "email">): AgentDocument {
    const at = this.#clock().toISOString();
    const id = Math.max(...this.agents.map((agent) => agent.id)) + 1;
    const flags = { role: "Agent", isPartTime: false, isAppOwner: false, state: "active" };
    const agent: AgentDocument = { ...this.owner, ...some, ...flags, id, createdAt: at, updatedAt: at };
    this.agents.push(agent);
    this.inboxes[0]?.agents.push({ id, access: "full", isAdmin: false });
    this.revision += 1;
    return agent;
  }

  /** Gone for good. */
  removeAgent(id: number): void {
    const index = this.agents.findIndex((agent) => agent.id === id);
    if (index === -1) throw new Error("There is no agent with this id");
    this.agents.splice(index, 1);
    for (const inbox of this.inboxes) inbox.agents = inbox.agents.filter((agent) => agent.id !== id);
    this.revision += 1;
  }
}
