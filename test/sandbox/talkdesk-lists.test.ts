import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { TalkdeskQuirks } from "../../sandbox/talkdesk/quirks.js";
import type { Reply } from "./session.js";
import { idsIn, someone, startTalkdesk, type TalkdeskSession, usersIn } from "./talkdesk-session.js";

interface Meta {
  readonly meta: { total: number; page: number };
}
interface Hal {
  readonly count: number;
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly total_pages: number;
  readonly _links: Record<string, { href?: string; templated?: boolean }>;
}

let session: TalkdeskSession;
beforeEach(async () => {
  session = await startTalkdesk({ people: 200 });
});
afterEach(() => session.close());

const list = (query = ""): Promise<Reply> => session.call("GET", `/users${query}`);
const set = (quirks: Partial<TalkdeskQuirks>): TalkdeskQuirks => session.standIn.setQuirks(quirks);
const everyone = (): string[] => session.state.users.map(({ id }) => id);

describe("the list of users, paged as in the guide", () => {
  it("has 20 rows of four fields, everyone in the order of their making, and a total", async () => {
    const reply = await list();
    expect(idsIn(reply)).toEqual(everyone().slice(0, 20));
    expect(Object.keys(usersIn(reply)[0] ?? {})).toEqual(["id", "name", "email", "status"]);
    expect(reply.body).toMatchObject({ meta: { total: session.state.users.length, page: 1 } });
  });

  it.each(["?page[number]=2&page[size]=7", "?page%5Bnumber%5D=2&page%5Bsize%5D=7"])(
    "takes %s",
    async (query) => {
      const reply = await list(query);
      expect(idsIn(reply)).toEqual(everyone().slice(7, 14));
      expect((reply.body as Meta).meta.page).toBe(2);
    },
  );

  it("makes a page that is too big smaller, and does not say so", async () => {
    expect(idsIn(await list("?page[size]=1000"))).toEqual(everyone().slice(0, 100));
    set({ pageSizeClamp: 30 });
    expect(idsIn(await list("?page[number]=2&page[size]=100"))).toEqual(everyone().slice(30, 60));
  });

  it("is empty past its end", async () => {
    const reply = await list("?page[number]=99&page[size]=100");
    expect(idsIn(reply)).toEqual([]);
    expect((reply.body as Meta).meta).toEqual({ total: everyone().length, page: 99 });
  });

  it.each(["page[number]=0", "page[size]=0", "page[number]=-1", "page[size]=many", "page=0", "per_page=1.5"])(
    "refuses %s and names it",
    async (query) => {
      const reply = await list(`?${query}`);
      expect(reply.status).toBe(400);
      const [name = ""] = query.split("=");
      expect(reply.body).toMatchObject({
        code: "bad_request",
        fields: [{ name, description: expect.any(String) }],
      });
    },
  );
});

describe("the list of users, paged as in the documents", () => {
  it("is HAL with the documents' fields", async () => {
    const reply = await list("?page=2&per_page=7");
    const total = everyone().length;
    const pages = Math.ceil(total / 7);
    expect(reply.body).toMatchObject({ count: 7, total, page: 2, per_page: 7, total_pages: pages });
    expect(idsIn(reply)).toEqual(everyone().slice(7, 14));
    expect(Object.keys(usersIn(reply)[0] ?? {}).sort()).toEqual(
      [
        "_links",
        "active",
        "created_at",
        "email",
        "extension",
        "external_phone_number",
        "gender",
        "id",
        "name",
      ].sort(),
    );
  });

  it("keeps the filter in its links, which lead to another host", async () => {
    const { _links } = (await list("?page=2&per_page=5&active=true")).body as Hal;
    const next = new URL(_links["next"]?.href ?? "");
    expect(next.origin).toBe("http://api-docs.talkdesk.org");
    expect(Object.fromEntries(next.searchParams)).toEqual({ page: "3", per_page: "5", active: "true" });
    expect(new URL(_links["first"]?.href ?? "").searchParams.get("page")).toBe("1");
    expect(_links["show"]).toMatchObject({ templated: true });
    set({ linkHost: "own" });
    const own = ((await list("?page=1")).body as Hal)._links["next"]?.href ?? "";
    expect(new URL(own).origin).toBe(session.baseUrl);
    expect((await session.call("GET", own.slice(session.baseUrl.length))).body).toMatchObject({ page: 2 });
  });

  it("has no next on its last page, or one without href by quirk", async () => {
    const { total_pages } = (await list("?page=1")).body as Hal;
    const last = async (): Promise<Hal> => (await list(`?page=${total_pages}`)).body as Hal;
    expect((await last())._links).not.toHaveProperty("next");
    set({ lastNext: "withoutHref" });
    expect((await last())._links["next"]).toEqual({});
  });

  it("is clamped as well", async () => {
    expect((await list("?per_page=1000")).body).toMatchObject({ count: 100, per_page: 100 });
  });
});

describe("which dialect a server speaks", () => {
  it("both: the guide's, unless only the documents' names are used", async () => {
    expect(Object.keys((await list()).body as object)).toEqual(["users", "meta"]);
    expect((await list("?per_page=3")).body).toHaveProperty("_embedded");
    expect((await list("?page[number]=1&page=2")).body).toHaveProperty("meta");
  });

  it("forced, it does not hear the other's names", async () => {
    set({ dialect: "jsonapi" });
    expect(idsIn(await list("?page=2&per_page=3&active=false"))).toEqual(everyone().slice(0, 20));
    set({ dialect: "hal" });
    const hal = await list("?page[number]=2&page[size]=3&status=inactive");
    expect(idsIn(hal)).toEqual(everyone().slice(0, 20));
    expect(hal.body).toMatchObject({ page: 1, per_page: 20 });
  });
});

describe("filters of the list of users", () => {
  const inState = (...states: string[]): string[] =>
    session.state.users.filter(({ state }) => states.includes(state)).map(({ id }) => id);

  it.each([
    ["?page[size]=100&status=inactive", ["inactive"]],
    ["?per_page=100&active=false", ["inactive"]],
    ["?page[size]=100&status=active", ["active", "pending"]],
    ["?per_page=100&active=true", ["active", "pending"]],
  ])("%s", async (query, states) => {
    const reply = await list(query);
    expect(inState(...states).length).toBeGreaterThan(5);
    expect(idsIn(reply)).toEqual(inState(...states).slice(0, 100));
  });

  it("knows who is pending only where states are in capitals", async () => {
    expect((await list("?status=pending")).status).toBe(400);
    set({ status: "upper" });
    expect(idsIn(await list("?page[size]=100&status=PENDING"))).toEqual(inState("pending"));
    expect(inState("pending").length).toBeGreaterThan(1);
  });

  it.each(["status=gone", "active=perhaps"])("refuses %s", async (query) => {
    const reply = await list(`?${query}&${query.startsWith("active") ? "page" : "page[number]"}=1`);
    expect(reply).toMatchObject({ status: 400, body: { fields: [{ name: query.split("=")[0] }] } });
  });

  it("finds an address whatever its case, encoded or not at all", async () => {
    const shouting = someone(session.state, ({ email }) => /^[A-Z]/.test(email ?? ""));
    expect(idsIn(await list(`?email=${shouting.email?.toLowerCase() ?? ""}`))).toEqual([shouting.id]);
    expect(idsIn(await list("?email=nobody@acme.example"))).toEqual([]);
    const plus = someone(session.state, ({ email }) => email?.includes("+") === true);
    expect(idsIn(await list(`?email=${encodeURIComponent(plus.email ?? "")}`))).toEqual([plus.id]);
    // A plus that is not encoded is a space.
    expect(idsIn(await list(`?email=${plus.email ?? ""}`))).toEqual([]);
  });

  it("joins the address with the state", async () => {
    const inactive = someone(session.state, ({ state }) => state === "inactive");
    const query = `?email=${encodeURIComponent(inactive.email ?? "")}`;
    expect(idsIn(await list(query))).toEqual([inactive.id]);
    expect(idsIn(await list(`${query}&status=active`))).toEqual([]);
  });

  it.each<[TalkdeskQuirks["emailFilter"], (wanted: string) => number]>([
    ["caseSensitive", () => 0],
    ["partial", () => 1],
    ["ignored", () => everyone().length],
  ])("by quirk is %s", async (emailFilter, found) => {
    set({ emailFilter });
    const { email = "" } = someone(session.state, (user) => /^[a-z.]+@/.test(user.email ?? ""));
    const reply = await list(`?email=${email.toUpperCase()}&page[size]=100`);
    expect((reply.body as Meta).meta.total).toBe(found(email));
    const part = (await list("?email=@ACME.EX")).body as Meta;
    expect(part.meta.total > 0).toBe(emailFilter !== "caseSensitive");
  });
});

describe("rows and their states", () => {
  it.each<[TalkdeskQuirks["status"], object, object, object]>([
    ["asDialect", { status: "active" }, { status: "inactive" }, { status: "active" }],
    ["text", { status: "active" }, { status: "inactive" }, { status: "active" }],
    ["boolean", { active: true }, { active: false }, { active: true }],
    ["upper", { status: "ACTIVE" }, { status: "INACTIVE" }, { status: "PENDING" }],
    ["missing", {}, {}, {}],
  ])("status %s", async (status, active, inactive, pending) => {
    set({ status });
    const rows = new Map(usersIn(await list("?page[size]=100")).map((row) => [row.id, row]));
    const shown = (state: string): object => {
      const row = rows.get(someone(session.state, (one) => one.state === state).id);
      return Object.fromEntries(Object.entries(row ?? {}).filter(([field]) => /status|active/.test(field)));
    };
    expect([shown("active"), shown("inactive"), shown("pending")]).toEqual([active, inactive, pending]);
  });

  it("in HAL, the state is a boolean unless a quirk says otherwise", async () => {
    expect(usersIn(await list("?per_page=1"))[0]).toHaveProperty("active");
    set({ status: "text" });
    expect(usersIn(await list("?per_page=1"))[0]).toHaveProperty("status");
  });

  it("show as much as a get by quirk", async () => {
    set({ listShows: "full" });
    const [row] = usersIn(await list("?page[size]=1"));
    expect((await session.call("GET", `/users/${row?.id ?? ""}`)).body).toEqual(row);
    expect(usersIn(await list("?per_page=1"))[0]).toMatchObject({
      active: true,
      role: "account owner",
      _links: {},
    });
  });
});

describe("the order of the list", () => {
  it("is that of their making, where a newcomer comes last", async () => {
    const before = idsIn(await list("?page[size]=50"));
    const body = { name: "Aaron Aaronson", email: "aaron@acme.example", role: "agent" };
    await session.call("POST", "/users", { body });
    expect(idsIn(await list("?page[size]=50"))).toEqual(before);
  });

  it("is by name by quirk, where a newcomer shifts everybody", async () => {
    set({ order: "name" });
    const names = usersIn(await list("?page[size]=100")).map(({ name }) => (name as string | null) ?? "");
    expect(names.every((name, at) => at === 0 || (names[at - 1] ?? "") <= name)).toBe(true);
    const second = idsIn(await list("?page[number]=2&page[size]=10"));
    const body = { name: "AAA", email: "aaron@acme.example", role: "agent" };
    await session.call("POST", "/users", { body });
    const shifted = idsIn(await list("?page[number]=2&page[size]=10"));
    expect(shifted.slice(1)).toEqual(second.slice(0, 9));
  });
});
