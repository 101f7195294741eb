/** Everything that the stand-in remembers, as Desk shows it but for what it hides. */

export interface AgentDocument {
  readonly id: number;
  email: string;
  firstName: string;
  lastName: string;
  avatarURL: string;
  role: string;
  isPartTime: boolean;
  isAppOwner: boolean;
  reviewer: boolean;
  state: string;
  createdAt: string;
  updatedAt: string;
  deletedAt?: string;
  projectsCompanyId: number;
}

/** Somebody who was asked to become an agent and has not answered. */
export interface InviteDocument {
  readonly id: number;
  readonly state: "pending";
  readonly user: { readonly id: number; readonly email: string };
  readonly createdAt: string;
}

export interface InboxDocument {
  readonly id: number;
  name: string;
  email: string;
  type: string;
  state: string;
  agents: { readonly id: number; readonly access: string; readonly isAdmin: boolean }[];
}
