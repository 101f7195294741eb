import { z } from "zod";

const privilege = z.enum(["OWNER", "ADMIN", "MANAGER", "MEMBER", "LIMITED", "GUEST"]);

/** Settings of a SCIM account in the configuration file. */
export const scimSettings = z.strictObject({
  /** Up to and without `/Users`: `https://idp.example.com/scim/v2`. */
  baseUrl: z.url({ protocol: /^https?$/u }),
  /** Whether the word Bearer stands before the token. */
  authScheme: z.enum(["Bearer", "none"]).default("Bearer"),
  /** How many calls the server allows in a second, from all processes together. */
  ratePerSecond: z.number().positive().max(1_000).optional(),
  /** Whether the server shows what it has applied from then on in every read; nothing in SCIM promises it. */
  lookUps: z.enum(["consistent", "may-lag"]).default("may-lag"),
  /** Privileges by role name, whatever its case; SCIM's roles are free text. */
  rolePrivileges: z.record(z.string(), privilege).default({}),
});
export type ScimSettings = z.infer<typeof scimSettings>;

/** Made by an administrator of the server, and valid until they take it back. */
export const scimCredentials = z.strictObject({ token: z.string().min(1) });
