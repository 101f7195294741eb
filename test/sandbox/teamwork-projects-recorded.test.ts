import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import { createTeamworkProjectsStandIn } from "../../sandbox/teamwork-projects/stand-in.js";
import { areRecordingsThere, recordedBody } from "../providers/teamwork-projects/recordings.js";

const standIn = createTeamworkProjectsStandIn({ company: createCompany(40, 1), seed: 1 });
let baseUrl = "";
beforeAll(async () => {
  baseUrl = await standIn.listen(0);
});
afterAll(() => standIn.close());

async function get(path: string): Promise<unknown> {
  const authorization = `Bearer ${standIn.credentials().accessToken}`;
  return (await fetch(`${baseUrl}${path}`, { headers: { authorization } })).json();
}

type Row = Readonly<Record<string, unknown>>;

/** The first row of a list, or the object itself, below the only key that is no status. */
function rowOf(body: unknown): Row {
  const [inner] = Object.entries(body as Row).flatMap(([key, value]) => (key === "STATUS" ? [] : [value]));
  return (Array.isArray(inner) ? inner[0] : inner) as Row;
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

/** What a real site shows and no directory reads: how a project is set up, and what the plan allows. */
const leftOut = /^(?:project|account)$/u;

const cases = [
  ["me", "person", "/me.json"],
  ["person-get", "person", "/people/391604.json"],
  ["people-list", "person", "/people.json"],
  ["companies-list", "company", "/companies.json"],
  ["project-roles", "role", "/projects/967489/roles.json"],
  ["latestActivity", "activity", "/latestActivity.json"],
  ["projects-list", "project", "/projects.json"],
  ["account", "account", "/account.json"],
] as const;

describe("v1 as a real site spelled it", () => {
  if (!areRecordingsThere) {
    it("is not compared here: ../shared/contracts/recorded/teamwork is not beside the project", () => {
      expect(areRecordingsThere).toBe(false);
    });
    return;
  }

  it.each(cases)(
    "%s: every key of the stand-in is one of the site's, of the same type",
    async (name, kind, path) => {
      const real = rowOf(recordedBody(name));
      const shown = rowOf(await get(path));
      const differing = Object.entries(shown).filter(([key, value]) => typeOf(value) !== typeOf(real[key]));
      expect(differing.map(([key]) => key)).toEqual([]);
      if (leftOut.test(kind)) return;
      expect(Object.keys(real).filter((key) => !(key in shown))).toEqual([]);
    },
  );
});
