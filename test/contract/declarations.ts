import { describe, expect, it } from "@jest/globals";
import type { Capability, Operation, Support } from "../../src/directory/capabilities.js";
import type { Provider, ProviderModule } from "../../src/directory/provider.js";
import { userFilterFields } from "../../src/directory/user-filter.js";
import { testReading } from "../datasources/http/test-reading.js";
import { wholePage } from "./access-paths.js";
import { proveFilter, proveNobodyFound } from "./filter-proofs.js";
import { useAccount, type ProviderHarness } from "./harness.js";
import { operationProofs } from "./operation-proofs.js";

/** Paths that are there exactly when their operation is not UNSUPPORTED. */
const optionalPaths: readonly (readonly [keyof Provider, Operation])[] = [
  ["listOrganizations", "ORGANIZATIONS_LIST"],
  ["organizationsByIds", "ORGANIZATIONS_LIST"],
  ["listActivities", "ACTIVITIES_LIST"],
  ["me", "ME"],
];

function isClaim(support: Support): boolean {
  return support === "NATIVE" || support === "EMULATED";
}

/** Operations that a provider declares to work. */
function claimedBy({ capabilities }: Pick<ProviderModule, "capabilities">): readonly Operation[] {
  const rows = Object.entries(capabilities) as [Operation, Capability][];
  return rows.filter(([, { support }]) => isClaim(support)).map(([operation]) => operation);
}

/** Operations that a provider declares to work, and that nothing shows to work. */
export function unprovenOf(module: Pick<ProviderModule, "capabilities">): readonly Operation[] {
  return claimedBy(module).filter((operation) => (operationProofs[operation] ?? []).length === 0);
}

/** What a provider says of itself, and that it is so. */
export function describeDeclarations(harness: ProviderHarness): void {
  const { module, native } = harness;
  describe("declarations", () => {
    const account = useAccount(harness);

    it("claims nothing that this suite does not prove", () => {
      expect(unprovenOf(module)).toEqual([]);
    });

    it.each(native)("%s is NATIVE", (operation) => {
      expect(module.capabilities[operation].support).toBe("NATIVE");
    });

    it("says why where something cannot be asked", () => {
      for (const { support, note } of Object.values(module.capabilities)) {
        if (support !== "NATIVE") expect(note).toEqual(expect.stringMatching(/\S/));
      }
    });

    it.each(optionalPaths)("has the path %s exactly when %s is not UNSUPPORTED", (path, operation) => {
      const isThere = account().cold()[path] !== undefined;
      expect(isThere).toBe(module.capabilities[operation].support !== "UNSUPPORTED");
    });

    it("has a list of roles exactly when it claims one", async () => {
      const listed = await account().cold().listRoles(testReading(), wholePage);
      expect(listed !== null).toBe(isClaim(module.capabilities.ROLES_LIST.support));
    });

    it("has a list of teams exactly when it claims one", async () => {
      const listed = await account().cold().listTeams(testReading(), wholePage);
      expect(listed !== null).toBe(isClaim(module.capabilities.TEAMS_LIST.support));
    });

    for (const operation of claimedBy(module)) {
      const proofs = operationProofs[operation] ?? [];
      it.each(proofs.map(({ says, run }) => [says, run] as const))(`${operation}: %s`, (_, run) =>
        run(account()),
      );
    }

    const answered = userFilterFields.filter((field) => module.filters[field] !== "UNSUPPORTED");
    it.each(answered)("filters users by %s", (field) => proveFilter(account(), field));

    it("finds nobody by a filter that nobody matches", () => proveNobodyFound(account(), module.filters));
  });
}
