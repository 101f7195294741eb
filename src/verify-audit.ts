import { loadDatabaseUrl } from "./config.js";
import { openStore } from "./store/open-store.js";
import type { Store } from "./store/store.js";

/** Verifies every tenant's chain, and says so line by line. Answers whether all are whole. */
async function verifyAll({ audit }: Store): Promise<boolean> {
  let areWhole = true;
  for (const tenant of await audit.tenants()) {
    const fault = await audit.verify(tenant);
    areWhole &&= fault === null;
    say(fault === null ? `${tenant}: whole` : `${tenant}: ${fault.fault} at event ${fault.seq}`);
  }
  return areWhole;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const store = await openStore(loadDatabaseUrl());
try {
  process.exitCode = (await verifyAll(store)) ? 0 : 1;
} finally {
  await store.close();
}
