import { afterEach, describe, expect, it } from "@jest/globals";
import type { Provider } from "../../../src/directory/provider.js";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { everybody, firstPage, itemsOf, nothingAhead } from "../reads.js";
import { recordedAnswers, scriptOf } from "./recordings.js";
import {
  ada,
  adaId,
  adaRef,
  bob,
  disabledAda,
  invitedNia,
  invitedNobody,
  nia,
  owner,
  project,
  trashedAda,
} from "./recorded-people.js";
import { openScripted, plain, type ScriptedTiledesk } from "./scripted-tiledesk.js";

const recordings = recordedAnswers();

describe("people, as a real server answered", () => {
  let opened: ScriptedTiledesk | null = null;
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  async function open(...numbers: readonly number[]): Promise<Provider> {
    opened = await openScripted(scriptOf(recordings ?? new Map(), [6, 21, ...numbers]));
    return opened.provider;
  }
  const listed = async (...numbers: readonly number[]): Promise<readonly User[]> => {
    const provider = await open(...numbers);
    return itemsOf(await provider.listUsers(testReading(), firstPage, everybody, nothingAhead));
  };
  const teammates = async (number: number): Promise<readonly User[]> =>
    (await listed(number, 52)).filter((user) => user.state !== "INVITED");
  const recorded = recordings === null ? it.skip : it;

  recorded("reads a list (53, 44) field by field", async () => {
    const users = await listed(53, 44);
    expect(plain(users)).toEqual([owner, ada, invitedNia, invitedNobody, bob, nia]);
    expect(opened?.observer).toMatchObject({ unknown: [], skipped: [] });
    expect(opened?.hits.at(-1)?.headers.authorization).toBe("JWT <token>");
    const asked = opened?.hits.map((hit) => hit.target) ?? [];
    expect(asked).toContain(`/v3/${project}/project_users?trashed=true`);
  });

  recorded("reads the list as an agent sees it (54), and without regard for a limit (137)", async () => {
    expect(plain(await teammates(54))).toEqual([owner, ada, bob, nia]);
    await opened?.close();
    opened = null;
    const names = (await teammates(137)).map((user) => user.displayName);
    expect(names.slice(0, 4)).toEqual(["Olivia Owner", "Ada Lovelace", "Bob Builder", "Nia Newcomer"]);
  });

  recorded("reads a list by role (55) and an empty one by presence (57)", async () => {
    expect(plain(await teammates(55))).toEqual([ada]);
    await opened?.close();
    opened = null;
    expect(await teammates(57)).toEqual([]);
  });

  recorded("reads a disabled member (77), with everything that can be set", async () => {
    const found = (await teammates(77)).find((user) => user.remoteId === adaId);
    expect(plain(found)).toEqual(disabledAda);
  });

  recorded("reads a trashed member in the list (83) and by id (84)", async () => {
    const provider = await open(83, 52, 84);
    const users = itemsOf(await provider.listUsers(testReading(), firstPage, everybody, nothingAhead));
    expect(plain(users.find((user) => user.remoteId === adaId))).toEqual(trashedAda);
    await opened?.close();
    const alone = await open(84);
    const [byId] = await alone.usersByIds(testReading(), [adaRef]);
    expect(plain(byId)).toEqual(trashedAda);
  });

  recorded("reads one member by id (58)", async () => {
    const provider = await open(58);
    expect(plain(await provider.usersByIds(testReading(), [adaRef]))).toEqual([ada]);
  });

  recorded("keeps both memberships of one human (93)", async () => {
    const found = (await teammates(93)).filter((user) => user.identityId === "6b0327c3994b690ffca9846a");
    expect(found.map((user) => [user.remoteId, user.state, user.privilege])).toEqual([
      [adaId, "ACTIVE", "MANAGER"],
      ["6b0327c9994b690ffca986ad", "ACTIVE", "MEMBER"],
    ]);
  });

  recorded("reads one invitation by id (45), as the list has it (44)", async () => {
    const provider = await open(45);
    const ref = { kind: "invitation", scope: project, id: "6b0327c7994b690ffca98536" };
    expect(plain(await provider.usersByIds(testReading(), [ref]))).toEqual([invitedNia]);
  });

  recorded("takes a member that the server does not have (59) for absent", async () => {
    const provider = await open(59);
    const ref = { ...adaRef, id: "64b000000000000000000000" };
    expect(await provider.usersByIds(testReading(), [ref])).toEqual([null]);
  });

  recorded("reads a membership whose human is only an id (33)", async () => {
    const body = recordings?.get(33)?.body;
    const [row] = Array.isArray(body) ? (body as unknown[]) : [];
    opened = await openScripted({
      [`GET /${project}/project_users/6b0327c6994b690ffca98489`]: { body: row },
    });
    const ref = { kind: "member", scope: project, id: "6b0327c6994b690ffca98489" };
    const [found] = await opened.provider.usersByIds(testReading(), [ref]);
    const identityId = "6b0327c3994b690ffca98466";
    expect(plain(found)).toEqual({
      ...{ ...owner, displayName: ref.id, name: null, email: null, phone: null, identityId },
      toRemote: { ...owner.toRemote, id_user: identityId },
    });
  });
});
