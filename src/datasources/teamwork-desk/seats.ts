import type { Seat } from "../../directory/account-state.js";
import type { Reading } from "../../directory/reading.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { agents } from "./listings.js";

/** Agents at work of either licence, counted by Desk. How many are paid for is told nowhere. */
export async function readSeats(client: SiteClient, reading: Reading): Promise<readonly Seat[]> {
  const [fullTime, partTime] = await Promise.all(
    [false, true].map((isPartTime) => count(client, reading, isPartTime)),
  );
  const archived = "Archived agents keep their seats and are not counted.";
  return [
    { kind: "full-time", limit: null, used: fullTime ?? null, note: archived },
    {
      kind: "part-time",
      limit: null,
      used: partTime ?? null,
      note: `A part-time agent may answer 10 tickets in 30 days. ${archived}`,
    },
  ];
}

function count(client: SiteClient, reading: Reading, isPartTime: boolean): Promise<number | null> {
  const filter = { isPartTime: { $eq: isPartTime }, state: { $eq: "active" } };
  return agents(client, { filter, withInboxes: false, maxPageSize: 1 }).total(reading);
}
