import { afterEach } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import type { DeskQuirks } from "../../sandbox/teamwork-desk/quirks.js";
import { createTeamworkDeskStandIn, type TeamworkDeskStandIn } from "../../sandbox/teamwork-desk/stand-in.js";

export type Json = Record<string, unknown>;

interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

interface DeskSession {
  /** A stand-in for this test, closed behind it. */
  readonly open: (quirks?: Partial<DeskQuirks>, clock?: () => Date) => Promise<TeamworkDeskStandIn>;
  /** With the stand-in's token unless told otherwise; below the API's path unless the path begins with a slash. */
  readonly ask: (path: string, authorization?: string, method?: string) => Promise<Reply>;
  /** A hundred agents that a filter narrows to. */
  readonly filter: (filter: unknown) => Promise<Reply>;
}

export const deskCompany = createCompany(300, 1);

/** The stand-in of each test of a file, and what is asked of it. */
export function useDeskStandIn(): DeskSession {
  let standIn: TeamworkDeskStandIn | null = null;
  let base = "";
  afterEach(async () => {
    await standIn?.close();
    standIn = null;
  });
  const ask: DeskSession["ask"] = async (path, authorization, method = "GET") => {
    const header = authorization ?? `Bearer ${standIn?.credentials().accessToken ?? ""}`;
    const root = path.startsWith("/") ? "" : "/desk/api/v2/";
    const response = await fetch(`${base}${root}${path}`, { method, headers: { authorization: header } });
    const body = (await response.json()) as Json;
    return { status: response.status, body, headers: response.headers };
  };
  return {
    open: async (quirks = {}, clock = () => new Date()) => {
      standIn = createTeamworkDeskStandIn({ company: deskCompany, quirks, clock });
      base = await standIn.listen(0);
      return standIn;
    },
    ask,
    filter: (filter) => {
      const text = typeof filter === "string" ? filter : JSON.stringify(filter);
      return ask(`users.json?pageSize=100&filter=${encodeURIComponent(text)}`);
    },
  };
}

export function rowsIn({ body }: Reply, name: string): readonly Json[] {
  return body[name] as readonly Json[];
}
