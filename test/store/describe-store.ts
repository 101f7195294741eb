import { afterAll, beforeAll, describe } from "@jest/globals";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { describeAuditLog } from "./audit-log-suite.js";
import { describeTampering } from "./audit-tampering-suite.js";
import type { Backend } from "./backend.js";
import { describeIntentLists } from "./intent-lists-suite.js";
import { describeIntents } from "./intents-suite.js";
import { describeLocks } from "./locks-suite.js";
import { describeOpening } from "./opening-suite.js";
import { describeRecords } from "./records-suite.js";

/** All that a store has to do, whatever it keeps its rows in. */
export function describeStore(name: string, backend: Backend): void {
  describe(`The store on ${name}`, () => {
    let url: string;
    let store: Store;

    beforeAll(async () => {
      url = await backend.newUrl();
      store = await openStore(url);
    });

    afterAll(async () => {
      await store.close();
    });

    const opened = { store: () => store, url: () => url };
    describeIntents(opened, backend);
    describeIntentLists(opened);
    describeLocks(opened);
    describeRecords(opened);
    describeAuditLog(opened, backend);
    describeTampering(backend);
    describeOpening(backend);
  });
}
