import { z } from "zod";
import { createBasicAuth } from "../auth/basic.js";
import { siteAddress } from "../teamwork-site/address.js";
import { toBearerAccess, type SiteAccess } from "../teamwork-site/bearer-access.js";
import { tokenAnswer } from "../teamwork-site/token-answer.js";

/** Settings of a Teamwork Projects account in the configuration file. */
export const teamworkProjectsSettings = z.strictObject({
  ...siteAddress,
  /** Which credential is given; told by the credentials themselves when absent. */
  authType: z.enum(["apiKey", "password", "oauth2"]).optional(),
});
export type TeamworkProjectsSettings = z.infer<typeof teamworkProjectsSettings>;

/** One of: an API key; address and password of a user; an OAuth token, alone or with the answer that it came in. */
export const teamworkProjectsCredentials = z
  .strictObject({
    apiKey: z.string().min(1).optional(),
    email: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    accessToken: z.string().min(1).optional(),
    tokenAnswer: tokenAnswer.optional(),
  })
  .refine(({ email, password }) => (email === undefined) === (password === undefined), {
    path: ["email"],
    error: "and password belong together",
  })
  .refine((given) => kindsOf(given).length === 1, {
    path: ["apiKey"],
    error: "or email and password, or accessToken, or tokenAnswer has to be given: one of them",
  });
export type TeamworkProjectsCredentials = z.infer<typeof teamworkProjectsCredentials>;

type AuthType = NonNullable<TeamworkProjectsSettings["authType"]>;

/** @throws Error when the settings name another kind of credential than is given */
export function toProjectsAccess(
  { authType }: TeamworkProjectsSettings,
  given: TeamworkProjectsCredentials,
): SiteAccess {
  const [kind = "oauth2"] = kindsOf(given);
  if (authType !== undefined && authType !== kind) {
    throw new Error(`authType: is ${authType}, and the credentials are of the kind ${kind}`);
  }
  return toAccess(given);
}

/** A key is the name, with any password (contract section 1.2). */
function toAccess({ apiKey, email, password, ...tokens }: TeamworkProjectsCredentials): SiteAccess {
  if (apiKey !== undefined) return { auth: createBasicAuth(apiKey, "x"), endPoint: null };
  if (email === undefined || password === undefined) return toBearerAccess(tokens);
  return { auth: createBasicAuth(email, password), endPoint: null };
}

function kindsOf(given: Readonly<Record<string, unknown>>): readonly AuthType[] {
  const kinds: readonly (readonly [string, AuthType])[] = [
    ["apiKey", "apiKey"],
    ["password", "password"],
    ["accessToken", "oauth2"],
    ["tokenAnswer", "oauth2"],
  ];
  return kinds.flatMap(([name, kind]) => (given[name] === undefined ? [] : [kind]));
}
