import type { JsonObject } from "../../directory/directory-object.js";
import { DirectoryError, toUnsent } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { settle } from "../../directory/slots.js";
import { WriteRefused } from "../../directory/user-errors.js";
import type { PlannedCall } from "../../directory/writing.js";
import type { Answer } from "../http/call.js";
import type { ScimClient } from "./client.js";
import { formsOf, isPatchForm, needsDocument, toForm, type PatchForm } from "./patch-forms.js";
import { isRemoval, operationsIn, toPatchBody, type PatchOperation } from "./patch-op.js";
import { Remembered } from "./remembered.js";
import { applyOperations, isObject, toGroupPutBody, toUserPutBody } from "./resource-document.js";
import {
  isTaken,
  isWithout,
  noSuchTeam,
  noSuchUser,
  notOffered,
  scimTypeOf,
  throwRefusal,
  toWritten,
  type Written,
} from "./write-answers.js";

/** What a server said of a planned call. */
export type WriteAnswer = ({ readonly is: "DONE" } & Written) | { readonly is: "TAKEN" };

type Sending = Pick<PlannedCall, "method" | "path" | "template" | "body">;

const nothingTold: Written = { id: null, active: null };

/**
 * Sends what plans of SCIM Users and Groups hold. A planned PATCH may be several requests that write: each further one, in
 * another form or as a PUT, only after an answer which says that the one before changed nothing (RFC 7644 section 3.5.2:
 * all operations or none).
 */
export class ScimWriter {
  readonly #client: ScimClient;
  /** The form of PATCH that was taken after another one was refused. */
  readonly #forms: Readonly<Record<"user" | "group", Remembered<PatchForm>>>;

  constructor(client: ScimClient) {
    this.#client = client;
    const remember = (name: string): Remembered<PatchForm> =>
      new Remembered({ facts: client.facts, name: `form of PATCH for ${name}`, is: isPatchForm });
    this.#forms = { user: remember("users"), group: remember("groups") };
  }

  /**
   * @throws WriteRefused when the server changed nothing; DirectoryError when it could not be asked, or nobody knows
   */
  async send(reading: Reading, call: Sending): Promise<WriteAnswer> {
    const answer = await this.#answer(reading, call);
    if (answer.status < 300)
      return { is: "DONE", ...(call.method === "DELETE" ? nothingTold : toWritten(answer)) };
    if (call.method !== "DELETE" && isTaken(answer)) return { is: "TAKEN" };
    // There is nothing that a POST could not find but the endpoint.
    const isEndpoint = call.method === "POST" && answer.status === 404;
    throwRefusal(this.#client.account, isEndpoint ? { ...answer, status: 501 } : answer, noSuch(call));
  }

  #answer(reading: Reading, call: Sending): Promise<Answer> {
    if (call.method === "PATCH") return this.#patch(reading, call, operationsIn(call.body));
    if (call.method === "DELETE") return this.#remove(reading, call);
    return this.#client.write(reading, call);
  }

  async #patch(reading: Reading, call: Sending, operations: readonly PatchOperation[]): Promise<Answer> {
    const answer = await this.#patchInSomeForm(reading, call, operations);
    if (!isWithout(answer)) return answer;
    // Not remembered: a PUT overwrites what others change meanwhile, and a gateway may say 501 once.
    const unclear = answer.status === 404 ? noSuch(call) : notOffered();
    return this.#put(reading, call, { operations, unclear });
  }

  /** Each form is sent only after a 400 that says that the one before changed nothing, and may mean the form. */
  async #patchInSomeForm(
    reading: Reading,
    call: Sending,
    operations: readonly PatchOperation[],
  ): Promise<Answer> {
    const known = this.#forms[isOfGroup(call) ? "group" : "user"];
    const [first, ...others] = formsOf(operations, known.value);
    let answer = await this.#say(reading, call, operations, first);
    for (const form of others) {
      if (!mayBeTheForm(answer)) break;
      const isLesson = scimTypeOf(answer) !== "notarget";
      answer = await this.#say(reading, call, operations, form);
      if (isLesson && answer.status < 300) known.learn(form);
    }
    return answer;
  }

  async #say(
    reading: Reading,
    call: Sending,
    operations: readonly PatchOperation[],
    form: PatchForm,
  ): Promise<Answer> {
    const document = needsDocument(operations, form) ? await this.#document(reading, call) : {};
    const said = toForm(document, operations, form);
    const answer = await this.#client.write(reading, { ...call, body: toPatchBody(said) });
    return isNothingToRemove(answer, said) ? { ...answer, status: 204, body: undefined } : answer;
  }

  /** A server without PATCH: the whole resource as it was just now, and nothing of it lost (contract 6.1 row 12). */
  async #put(
    reading: Reading,
    call: Sending,
    {
      operations,
      unclear,
    }: { readonly operations: readonly PatchOperation[]; readonly unclear: WriteRefused },
  ): Promise<Answer> {
    const document = await this.#document(reading, call, unclear);
    const made = applyOperations(document, operations);
    const body = isOfGroup(call) ? toGroupPutBody(made) : toUserPutBody(made);
    if (body === null) {
      throw new WriteRefused(
        "UNSUPPORTED_BY_PROVIDER",
        "This SCIM server has no PATCH and does not tell who is active, so that a PUT could enable somebody",
      );
    }
    return this.#client.write(reading, { ...call, method: "PUT", body });
  }

  /** A bare 404 says that the resource is gone, or that the server does not delete: whether it is there tells. */
  async #remove(reading: Reading, call: Sending): Promise<Answer> {
    const answer = await this.#client.write(reading, call);
    if (answer.status === 404 && isWithout(answer)) await this.#document(reading, call);
    return answer;
  }

  /**
   * Asked for only where nothing was changed yet.
   * @param unclear what a 404 means that may be the call's: a bare one, and any of a group (contract 4.2)
   * @throws WriteRefused NOT_FOUND; DirectoryError of a write that was not sent
   */
  async #document(reading: Reading, call: Sending, unclear = noSuch(call)): Promise<JsonObject> {
    const { path, template } = call;
    const found = await settle(this.#client.read(reading, { path, template }));
    if (found instanceof DirectoryError) throw toUnsent(found);
    if (isObject(found)) return found;
    if (found === "UNCLEAR" || (found === "ABSENT" && isOfGroup(call))) throw unclear;
    throw found === "ABSENT" ? noSuch(call) : notOffered();
  }
}

function isOfGroup({ template }: Sending): boolean {
  return template.startsWith("/Groups");
}

function noSuch(call: Sending): WriteRefused {
  return isOfGroup(call) ? noSuchTeam() : noSuchUser();
}

const typesOfForms: readonly (string | null)[] = [
  null,
  "invalidvalue",
  "invalidsyntax",
  "invalidpath",
  "notarget",
];

/** Whether the answer may be about how something was said, and not about what. */
function mayBeTheForm(answer: Answer): boolean {
  return answer.status === 400 && typesOfForms.includes(scimTypeOf(answer));
}

/** What is not there any more need not be removed. */
function isNothingToRemove(answer: Answer, said: readonly PatchOperation[]): boolean {
  return answer.status === 400 && scimTypeOf(answer) === "notarget" && said.every(isRemoval);
}
