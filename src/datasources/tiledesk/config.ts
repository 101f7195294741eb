import { z } from "zod";

const objectId = z.string().regex(/^[0-9a-f]{24}$/u, "is not a Tiledesk id (24 lower-case hex digits)");

/** Settings of a Tiledesk account in the configuration file. */
export const tiledeskSettings = z.strictObject({
  /** `https://api.tiledesk.com/v3` for the hosted service; a self-hosted server has no prefix. */
  baseUrl: z.url({ protocol: /^https?$/u }).default("https://api.tiledesk.com/v3"),
  /** Projects to read; without it, all projects of the credential. */
  projectIds: z.array(objectId).min(1).optional(),
  /** Whether reads see every write before them: a server whose database answers from secondaries may lag. */
  lookUps: z.enum(["consistent", "may-lag"]).default("consistent"),
});
export type TiledeskSettings = z.infer<typeof tiledeskSettings>;

/** The sign-in of one Tiledesk user: an administrator sees everything that Rollcall reads. */
export const tiledeskCredentials = z.strictObject({ email: z.string().min(1), password: z.string().min(1) });
export type TiledeskCredentials = z.infer<typeof tiledeskCredentials>;
