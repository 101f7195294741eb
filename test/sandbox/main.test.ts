import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { send } from "./session.js";

const root = new URL("../../", `file://${import.meta.filename}`);

function run(...flags: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts", ...flags], { cwd: root });
}

async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return text;
}

interface Ready {
  ready: boolean;
  tiledesk: { baseUrl: string; email: string; password: string; projectIds: string[] };
  talkdesk: Record<
    "restBaseUrl" | "scimBaseUrl" | "tokenUrl" | "clientId" | "clientSecret" | "scimToken",
    string
  >;
  scim: { baseUrl: string; token: string };
  controlUrl: string;
}

describe("the sandbox process", () => {
  it("says where it is, works, and leaves on SIGTERM", async () => {
    const child = run("--people", "12", "--projects", "2", "--seed", "5");
    const ready = JSON.parse(await firstLine(child)) as Ready;
    expect(ready).toMatchObject({ ready: true });
    expect(ready.tiledesk.projectIds).toHaveLength(2);
    const { baseUrl, email, password } = ready.tiledesk;
    expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const signedIn = await send(`${baseUrl}/auth/signin`, "POST", { body: { email, password } });
    expect(signedIn).toMatchObject({ status: 200, body: { success: true } });
    expect((await send(`${ready.controlUrl}/tiledesk/counters`, "GET")).body).toMatchObject({ signIns: 1 });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("holds a stand-in for each provider, each on a port of its own", async () => {
    const child = run("--people", "12", "--talkdesk-port", "0");
    const { talkdesk, tiledesk, scim, controlUrl } = JSON.parse(await firstLine(child)) as Ready;
    const { restBaseUrl, tokenUrl, clientId: client_id, clientSecret: client_secret } = talkdesk;
    const addresses = [restBaseUrl, tiledesk.baseUrl, scim.baseUrl, controlUrl];
    expect(new Set(addresses.map((address) => new URL(address).port)).size).toBe(4);
    expect(talkdesk.scimBaseUrl).toBe(`${restBaseUrl}/scim/v2`);
    const form = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
    const signedIn = await fetch(tokenUrl, { method: "POST", body: form });
    const { access_token } = (await signedIn.json()) as { access_token: string };
    const users = await send(`${restBaseUrl}/users`, "GET", { authorization: `Bearer ${access_token}` });
    expect(users.body).toMatchObject({ meta: { page: 1 } });
    const members = await send(`${scim.baseUrl}/Users?count=1`, "GET", {
      authorization: `Bearer ${scim.token}`,
    });
    expect(members.body).toMatchObject({ totalResults: 12 });
    expect((await send(`${controlUrl}/counters`, "GET")).body).toMatchObject({
      tiledesk: { calls: 0, signIns: 0 },
      talkdesk: { calls: 1, signIns: 1 },
      scim: { calls: 1, signIns: 0 },
    });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("leaves with its parent when told to", async () => {
    const child = run("--people", "1", "--exit-with-parent");
    await firstLine(child);
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it.each([
    ["an unknown flag", ["--colour", "red"], "--colour"],
    ["a port that is none", ["--talkdesk-port", "70000"], "--talkdesk-port is a whole number"],
    ["a number that is none", ["--people", "many"], "--people is a whole number"],
  ])("refuses %s with exit code 2", async (_, flags, message) => {
    const child = run(...flags);
    let said = "";
    child.stderr.on("data", (chunk) => (said += String(chunk)));
    expect(await once(child, "close")).toEqual([2, null]);
    expect(said).toContain(message);
  });
});
