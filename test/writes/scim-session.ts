import type { FaultRule } from "../../sandbox/faults.js";
import type { ScimQuirks } from "../../sandbox/scim/quirks.js";
import type { ScimStandIn } from "../../sandbox/scim/stand-in.js";
import type { ScimDocument } from "../../sandbox/scim/store.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { found, linkedAccountOf, type NamedUser } from "./scim-journey.js";
import { mutate, type MutationName, type Payload } from "./mutations.js";

export interface Idp {
  readonly session: GraphSession;
  readonly standIn: ScimStandIn;
  readonly linkedAccount: string;
  run(name: MutationName, variables: Readonly<Record<string, unknown>>): Promise<Payload>;
  /** The user with the address, as the graph has it. */
  user(email: string): Promise<NamedUser>;
  /** The same as the server keeps it. */
  document(email: string): ScimDocument;
  /** Somebody new on the server, with an address of their own. */
  add(email: string, more?: Readonly<Record<string, unknown>>): ScimDocument;
  fail(method: string, fault: FaultRule["fault"], times?: number): void;
  /** Calls by method to `/Users` and below that were no reads, since the last look. */
  written(): Readonly<Record<string, number>>;
}

export interface IdpSetup {
  readonly quirks?: Partial<ScimQuirks>;
  readonly settings?: object;
}

/** Runs against a service over a server of its own. */
export async function withIdp(setup: IdpSetup, run: (idp: Idp) => Promise<void>): Promise<void> {
  const { quirks = {}, settings = {} } = setup;
  const writeRules = { settleMs: 300 };
  const session = await startGraphSession({
    accounts: [{ key: "idp", provider: "scim", scim: quirks, settings, writeRules }],
  });
  try {
    await run(await toIdp(session));
  } finally {
    await session.stop();
  }
}

async function toIdp(session: GraphSession): Promise<Idp> {
  const standIn = session.server("idp") as ScimStandIn;
  return {
    session,
    standIn,
    linkedAccount: await linkedAccountOf(session),
    run: async (name, variables) => (await mutate(session, name, variables)).payload,
    user: async (email) => {
      const [user] = await found(session, `{ emails: ["${email}"] }`);
      if (user === undefined) throw new Error("There is no such user");
      return user;
    },
    document: (email) => {
      const [document] = standIn.store().usersNamed(email);
      if (document === undefined) throw new Error("The server has no such user");
      return document;
    },
    add: (email, more = {}) => {
      const emails = [{ value: email, type: "work", primary: true }];
      return standIn.store().create("User", { userName: email, active: true, emails, ...more });
    },
    fail: (method, fault, times = 1) => {
      standIn.faults.add([{ match: { method, route: "/scim/v2/Users*" }, times, fault }]);
    },
    written: () => toWritten(standIn),
  };
}

function toWritten({ counters }: ScimStandIn): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const [route, count] of Object.entries(counters.read().callsByRoute)) {
    const [method = ""] = route.split(" ");
    if (method !== "GET") sums[method] = (sums[method] ?? 0) + count;
  }
  counters.reset();
  return sums;
}

const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];

/** A refusal in SCIM's words. */
export function scimError(status: number, scimType?: string): FaultRule["fault"] {
  const body = { schemas, status: String(status), ...(scimType === undefined ? {} : { scimType }) };
  return { kind: "status", status, body, contentType: "application/scim+json" };
}
