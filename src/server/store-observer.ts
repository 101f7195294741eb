import type { Logger } from "pino";
import { Gauge, type Registry } from "prom-client";
import type { StoreObserver } from "../store/reopening-store.js";

/** Tells the log once that the store is down and once that it is back; the metrics say which it is. */
export function createStoreObserver(registry: Registry, logger: Logger): StoreObserver {
  const usable = new Gauge({
    name: "rollcall_store_usable",
    help: "Whether Rollcall's own store could be used when it was last asked; 0 means that writes are refused",
    registers: [registry],
  });
  usable.set(1);
  return {
    down: (error) => {
      usable.set(0);
      logger.warn({ err: error }, "The store cannot be used: reads go on, writes are refused until it can");
    },
    up: () => {
      usable.set(1);
      logger.info("The store can be used again");
    },
  };
}
