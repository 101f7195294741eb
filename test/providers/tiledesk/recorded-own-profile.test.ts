import { expect, it } from "@jest/globals";
import type { JsonObject } from "../../../src/directory/directory-object.js";
import type { UpdateFields, WriteCommand } from "../../../src/directory/writing.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { recordedAnswers, scriptOf } from "./recordings.js";
import { openScripted, type Script } from "./scripted-tiledesk.js";

const recordings = recordedAnswers();
const recorded = recordings === null ? it.skip : it;

const project = "6b0327c6994b690ffca98487";
const owner = "6b0327c6994b690ffca98489";
const ada = "6b0327c7994b690ffca9851e";

const bodyOf = (number: number): unknown => recordings?.get(number)?.body;

/** A row of the recorded list of members (53). */
function memberRow(id: string): JsonObject {
  const row = (bodyOf(53) as JsonObject[]).find(({ _id }) => _id === id);
  if (row === undefined) throw new Error(`There is no member ${id}`);
  return row;
}

/** As the server says it to the member: its project (21), and the membership that it takes for its own (33). */
function asMember(id: string): Script {
  const [inProject] = bodyOf(21) as JsonObject[];
  const [me] = bodyOf(33) as JsonObject[];
  return {
    "GET /projects": { body: [{ ...inProject, _id: id }] },
    [`GET /${project}/project_users/me`]: { body: [{ ...me, _id: id }] },
  };
}

async function change(
  id: string,
  numbers: readonly number[],
  input: UpdateFields,
  rows: { readonly before: JsonObject; readonly after: JsonObject },
): Promise<{
  readonly sent: readonly { readonly call: string; readonly body: unknown }[];
  readonly subjects: readonly (string | null)[];
  readonly isApplied: readonly boolean[];
}> {
  let row = rows.before;
  const tiledesk = await openScripted({
    ...scriptOf(recordings ?? new Map(), [6, ...numbers]),
    ...asMember(id),
    [`GET /${project}/project_users/${id}`]: () => ({ body: row }),
  });
  try {
    const { writes } = tiledesk.provider;
    if (writes === undefined) throw new Error("An account that is not written to");
    const user = { kind: "member", scope: project, id };
    const command: WriteCommand = { operation: "USER_UPDATE", user, input };
    const live = (): ReturnType<typeof testReading> => ({ ...testReading(), isLive: true });
    const { calls } = await writes.plan(live(), command, () => Promise.resolve(null));
    const isApplied: boolean[] = [];
    const subjects: (string | null)[] = [];
    for (const call of calls) {
      isApplied.push((await writes.lookUp(live(), command, call.expect ?? {})).applied);
      subjects.push((await writes.send(live(), command, call)).subject?.id ?? null);
      row = rows.after;
      isApplied.push((await writes.lookUp(live(), command, call.expect ?? {})).applied);
    }
    const sent = calls.map(({ method, path, body }) => ({ call: `${method} ${path}`, body }));
    return { sent, subjects, isApplied };
  } finally {
    await tiledesk.close();
  }
}

recorded("changes one's own phone number as recorded (18), and sees it in the list (53)", async () => {
  const after = memberRow(owner);
  const { phone, ...person } = after["id_user"] as JsonObject;
  const input = { phone: "+390832000001" };
  expect(phone).toBe(input.phone);
  const done = await change(owner, [18], input, { before: { ...after, id_user: person }, after });
  expect(done.sent).toEqual([{ call: "PUT /users", body: input }]);
  // The answer is the person; the User that was changed is the one that was planned.
  expect(done.subjects).toEqual([null]);
  expect(done.isApplied).toEqual([false, true]);
});

recorded("changes one's own membership as recorded (66)", async () => {
  const { id_user, ...answered } = bodyOf(66) as JsonObject;
  const before = memberRow(ada);
  expect(before["id_user"]).toMatchObject({ _id: id_user });
  const input = { isAvailable: true, note: "on the phone", attributes: { dept: "EMEA" } };
  const done = await change(ada, [66], input, { before, after: { ...before, ...answered } });
  const { role, ...body } = (recordings?.get(66)?.request.body ?? {}) as JsonObject;
  expect(role).toBe("admin");
  expect(done.sent).toEqual([{ call: `PUT /${project}/project_users/`, body }]);
  expect(done.subjects).toEqual([ada]);
  expect(done.isApplied).toEqual([false, true]);
});
