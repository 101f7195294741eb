// Another process on the same database: `side-writer.ts URL TENANT TIMES`.
import { openStore } from "../../src/store/open-store.js";
import { toClaim, toEvent, toIntent } from "./samples.js";

const [url = "", tenant = "", times = "0"] = process.argv.slice(2);

const store = await openStore(url);
for (let count = 0; count < Number(times); count += 1) {
  const intent = toIntent({ tenant });
  await store.intents.create(intent, toClaim(intent, { key: `key-${count}` }));
  await store.audit.append(toEvent({ tenant, detail: { count } }));
}
await store.close();
