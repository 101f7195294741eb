// Sends invitations through the write engine, as a service does, until it is killed. What it is to do comes as JSON in
// its first argument; it says what became of each on stdout: `done EMAIL`, `review EMAIL`, and `ready` before all.
import { setTimeout as pause } from "node:timers/promises";
import { openAccounts } from "../../dist/src/accounts.js";
import { SharedReadCache } from "../../dist/src/cache/read-cache.js";
import { providers } from "../../dist/src/datasources/registry.js";
import { openStore } from "../../dist/src/store/open-store.js";
import { WriteEngine } from "../../dist/src/writes/engine.js";
import { Headcounts } from "../../dist/src/writes/headcounts.js";

const task = JSON.parse(process.argv[2]);
const store = await openStore(task.databaseUrl);
const module = providers.find(({ name }) => name === "tiledesk");
const [account] = openAccounts({
  accounts: [
    {
      ...{ tenant: "default", id: "chat", label: "chat", isReadOnly: false, module },
      writeRules: { settleMs: task.settleMs, removalsPerHour: 0, maxShrinkPercent: null },
      settings: module.settings.parse({ baseUrl: task.baseUrl, lookUps: task.lookUps }),
      credentials: module.credentials.parse({ email: task.email, password: task.password }),
    },
  ],
  cache: new SharedReadCache(),
  networkAllow: ["127.0.0.1"],
  replicas: 1,
  observerOf: () => ({ unknownValue: () => undefined, skippedRow: () => undefined }),
  tombstones: store.tombstones,
  probes: store.probes,
  headcounts: new Headcounts(store.probes),
});
const engine = new WriteEngine({ store, leaseMs: task.leaseMs });
engine.recovery.start([account], (error) => say(`failed ${String(error)}`));
say("ready");

const left = [...task.invitations];
await Promise.all(Array.from({ length: task.atOnce }, work));
// What a process before this one left in flight is still being looked up.
while ((await store.intents.listOpen()).length > 0) await pause(100);
say("end");

async function work() {
  for (let email = left.shift(); email !== undefined; email = left.shift()) {
    say(`${await invite(email)} ${email}`);
  }
}

/** As a caller that does not give up: the same key until the outcome is known. */
async function invite(email) {
  for (;;) {
    const { userErrors, operation } = await engine.execute({
      account,
      command: { operation: "USER_INVITE", input: { email, role: { name: "agent" } } },
      asker: { tenant: "default", subject: "kill-writes", maxPrivilege: "OWNER" },
      ...{ idempotencyKey: email, keyPart: null },
      ...{ dryRun: false, force: false, record: () => undefined },
      answerBy: performance.now() + 8_000,
    });
    if (operation?.state === "NEEDS_REVIEW") return "review";
    if (userErrors.length === 0) return "done";
    await pause(50);
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
