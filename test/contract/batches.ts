import { beforeAll, describe, expect, it } from "@jest/globals";
import type { DirectoryObject } from "../../src/directory/directory-object.js";
import { DirectoryError } from "../../src/directory/errors.js";
import { refKey, type RemoteRef } from "../../src/directory/ids.js";
import type { Provider, Slot } from "../../src/directory/provider.js";
import { testReading } from "../datasources/http/test-reading.js";
import {
  byIdPathsOf,
  everybody,
  listsOf,
  nothingAhead,
  relationsOf,
  wholePage,
  type EntityName,
} from "./access-paths.js";
import { hasTeams, useAccount, type ContractAccount, type ProviderHarness } from "./harness.js";
import { comparable, walk } from "./walk.js";

/** Ids that no provider has, and that must not reach one. */
const malformedIds = [
  ...["", " ", "zzz", "0", "-1", "null", "undefined", "__proto__", "constructor", "a/b", "../users", "..%2f"],
  ...[
    "?x=1",
    "#",
    "a b",
    "a\u0000b",
    "\u{1f600}",
    "'; DROP TABLE users; --",
    "[object Object]",
    "x".repeat(2_000),
  ],
];

/** Batch functions: one slot per key, in order, and nobody's key is another's business. */
export function describeBatches(harness: ProviderHarness): void {
  describe("batches", () => {
    const account = useAccount(harness);
    const hasOrganizations = harness.module.capabilities.ORGANIZATIONS_LIST.support !== "UNSUPPORTED";
    const entities: readonly EntityName[] = [
      ...(["users", "roles", "workspaces"] as const),
      ...(hasTeams(harness) ? (["teams"] as const) : []),
      ...(hasOrganizations ? (["organizations"] as const) : []),
    ];
    const relationNames = relationNamesOf(harness);
    const refs = new Map<EntityName, readonly RemoteRef[]>();
    beforeAll(async () => {
      for (const entity of entities) refs.set(entity, await refsOf(account(), entity));
    });

    it.each(entities)("finds %s by id as the list has them, alone and together", async (entity) => {
      const objects = await objectsOf(account(), entity);
      const together = await askById(
        account(),
        entity,
        objects.map((object) => object.ref),
      );
      expect(comparable(together)).toEqual(comparable(objects));
      for (const object of objects.slice(0, 12)) {
        expect(comparable(await askById(account(), entity, [object.ref]))).toEqual(comparable([object]));
      }
    });

    it.each(entities)("answers null for %s that are not there, each in its own slot", async (entity) => {
      const known = refs.get(entity) ?? [];
      const [first, last] = [known[0], known.at(-1)];
      if (first === undefined || last === undefined) throw new Error(`The company has no ${entity}`);
      const strange = strangeRefs(account(), first, refs);
      const keys = [first, ...strange.slice(0, 9), last, ...strange.slice(9), first];
      const slots = await askById(account(), entity, keys);
      expect(slots).toHaveLength(keys.length);
      const found = slots.map((slot) => (slot === null || slot instanceof DirectoryError ? slot : slot.ref));
      expect(found).toEqual([
        first,
        ...strange.slice(0, 9).map(nobody),
        last,
        ...strange.slice(9).map(nobody),
        first,
      ]);
    });

    it.each(entities)(
      "answers null for each of the %s that are not there when asked alone",
      async (entity) => {
        const [first] = refs.get(entity) ?? [];
        if (first === undefined) throw new Error(`The company has no ${entity}`);
        for (const ref of strangeRefs(account(), first, refs)) {
          expect({ ref, slots: await askById(account(), entity, [ref]) }).toEqual({ ref, slots: [null] });
        }
      },
    );

    it.each(relationNames)("%s has a page for what is there, null for what is not", async (name) => {
      const relation = relationsOf(account().cold())[name];
      const known = refs.get(relation?.of ?? "users") ?? [];
      const [first, second = first] = known;
      if (relation === undefined || first === undefined || second === undefined)
        throw new Error(`No ${name}`);
      const strange = strangeRefs(account(), first, refs);
      const slots = await relation.read(testReading(), [first, ...strange, second, first], wholePage);
      const forms = slots.map((slot) => (slot === null || slot instanceof DirectoryError ? slot : "page"));
      expect(forms).toEqual(["page", ...strange.map(nobody), "page", "page"]);
      expect(comparable(slots.at(-1))).toEqual(comparable(slots[0]));
    });

    it.each(relationNames)("%s refuses a foreign cursor for its own key alone", async (name) => {
      const relation = relationsOf(account().cold())[name];
      const [first] = refs.get(relation?.of ?? "users") ?? [];
      if (relation === undefined || first === undefined) throw new Error(`No ${name}`);
      for (const position of foreignPositions) {
        const slots = await relation.read(testReading(), [first], { size: 5, position });
        expect({ position, slots }).toEqual({
          position,
          slots: [
            expect.objectContaining({ code: "INVALID_CURSOR", account: account().identity.accountKey }),
          ],
        });
      }
    });

    it("asks nobody for nothing", async () => {
      const provider = account().cold();
      const before = account().calls();
      const reading = testReading();
      for (const read of Object.values(byIdPathsOf(provider))) expect(await read(reading, [])).toEqual([]);
      for (const { read } of Object.values(relationsOf(provider)))
        expect(await read(reading, [], wholePage)).toEqual([]);
      expect(await provider.usersByEmails(reading, [])).toEqual([]);
      expect(account().calls()).toBe(before);
    });
  });
}

/** The relations that the provider has. */
export function relationNamesOf(harness: ProviderHarness): readonly string[] {
  const ofTeams = ["teamsOfUsers", "membersOfTeams", "teamsOfWorkspaces"];
  return ["workspacesOfUsers", "membersOfWorkspaces", ...(hasTeams(harness) ? ofTeams : [])];
}

/** Positions that no list of any provider has given out. */
export const foreignPositions: readonly string[] = [
  ...["", "nonsense", "{}", "-1", "9007199254740993", "../..", "\u0000", "__proto__", "x".repeat(2_000)],
  ...["2026-99-99T99:99:99.999Z/64b000000000000000000000"],
];

function nobody(): null {
  return null;
}

function strangeRefs(
  { unknownId }: ContractAccount,
  known: RemoteRef,
  refs: ReadonlyMap<EntityName, readonly RemoteRef[]>,
): readonly RemoteRef[] {
  const others = [...refs.values()].flatMap((found) => found.slice(0, 1));
  return [
    { ...known, id: unknownId },
    { ...known, kind: "nonsense" },
    { ...known, kind: "__proto__" },
    ...(known.scope === null ? [] : [unknownId, "nowhere", ""].map((scope) => ({ ...known, scope }))),
    ...others.filter((other) => other.kind !== known.kind),
    ...malformedIds.map((id) => ({ ...known, id })),
  ].filter((ref) => refKey(ref) !== refKey(known));
}

async function objectsOf(account: ContractAccount, entity: EntityName): Promise<readonly DirectoryObject[]> {
  const provider = account.cold();
  const reading = testReading();
  const read = listsOf(provider)[entity];
  if (entity === "roles" && (await provider.listRoles(reading, wholePage)) === null)
    return rolesHeld(provider);
  if (read === undefined) throw new Error(`There is no list of ${entity}`);
  return walk((page) => read(reading, page), 100);
}

/** Where no list has them, roles are those that users carry, each as the first of them does. */
async function rolesHeld(provider: Provider): Promise<readonly DirectoryObject[]> {
  const users = await walk((page) => provider.listUsers(testReading(), page, everybody, nothingAhead), 100);
  const roles = users.flatMap((user) => user.roleAssignments?.map(({ role }) => role) ?? []);
  return [...new Map(roles.map((role) => [role.id, role] as const).reverse()).values()].reverse();
}

async function refsOf(account: ContractAccount, entity: EntityName): Promise<readonly RemoteRef[]> {
  return (await objectsOf(account, entity)).map((object) => object.ref);
}

function askById(
  account: ContractAccount,
  entity: EntityName,
  refs: readonly RemoteRef[],
): Promise<readonly Slot<DirectoryObject>[]> {
  const read = byIdPathsOf(account.cold())[entity];
  if (read === undefined) throw new Error(`There is no way to find ${entity} by id`);
  return read(testReading(), refs);
}
