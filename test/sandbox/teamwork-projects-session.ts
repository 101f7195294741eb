import { createCompany } from "../../sandbox/company.js";
import type { PersonDocument } from "../../sandbox/teamwork-projects/documents.js";
import type { ProjectsQuirks } from "../../sandbox/teamwork-projects/quirks.js";
import type { ProjectsState } from "../../sandbox/teamwork-projects/state.js";
import {
  createTeamworkProjectsStandIn,
  type TeamworkProjectsStandIn,
} from "../../sandbox/teamwork-projects/stand-in.js";
import { send, type Reply } from "./session.js";

export interface ProjectsSession {
  readonly standIn: TeamworkProjectsStandIn;
  readonly state: ProjectsState;
  /** The stand-in's time, which stands still but for this. */
  pass(days: number): void;
  /** With an access token, unless an Authorization header (or null for none) is given. */
  get(path: string, authorization?: string | null): Promise<Reply>;
  close(): Promise<void>;
}

const dayMs = 86_400_000;

export async function startProjects(
  options: { people?: number; quirks?: Partial<ProjectsQuirks> } = {},
): Promise<ProjectsSession> {
  const { people = 190, quirks = {} } = options;
  let nowMs = Date.UTC(2026, 10, 23, 9);
  const clock = (): Date => new Date(nowMs);
  const company = createCompany(people, 1);
  const standIn = createTeamworkProjectsStandIn({ company, seed: 1, quirks, clock });
  const baseUrl = await standIn.listen(0);
  return {
    standIn,
    get state() {
      return standIn.state();
    },
    pass: (days) => {
      nowMs += days * dayMs;
    },
    get: (path, authorization = `Bearer ${standIn.credentials().accessToken}`) =>
      send(`${baseUrl}${path}`, "GET", { authorization }),
    close: () => standIn.close(),
  };
}

/** The first person in a given state of affairs. */
export function someone(state: ProjectsState, isMeant: (person: PersonDocument) => boolean): PersonDocument {
  const found = state.people.find(isMeant);
  if (!found) throw new Error("The seed has nobody like this.");
  return found;
}

export type Row = Readonly<Record<string, unknown>>;

/** The rows of a list, or the one object of an answer. */
export function rowsIn(reply: Reply, name: string): readonly Row[] {
  const value = (reply.body as Row)[name];
  if (value === undefined) throw new Error(`No ${name} in ${reply.text.slice(0, 200)}`);
  return Array.isArray(value) ? (value as Row[]) : [value as Row];
}

export function idsIn(reply: Reply, name: string): number[] {
  return rowsIn(reply, name).map(({ id }) => Number(id));
}
