import type { Seat, Visibility } from "../../directory/account-state.js";
import type { Reading } from "../../directory/reading.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { accountFacts, me } from "./resources.js";

/** Of what is shown to nobody but administrators of the owner company: deleted people above all. */
export async function readVisibility(client: SiteClient, reading: Reading): Promise<Visibility> {
  const { user } = await client.read(reading, me);
  if (user.boundary === "UNKNOWN") return "UNKNOWN";
  const isAdministrator = user.privilege === "OWNER" || user.privilege === "ADMIN";
  return isAdministrator && user.boundary === "INTERNAL" ? "FULL" : "PARTIAL";
}

/** Seats that are paid for; how many are taken is told nowhere. */
export async function readSeats(client: SiteClient, reading: Reading): Promise<readonly Seat[] | null> {
  const { paidForUsers, pricePlan } = await client.read(reading, accountFacts);
  if (paidForUsers === null) return null;
  const note = pricePlan === null ? null : `Plan: ${pricePlan}`;
  return [{ kind: "users", limit: paidForUsers, used: null, note }];
}
