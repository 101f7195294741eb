import { z } from "zod";
import { createBearerAuth } from "../auth/bearer.js";
import type { RequestAuth } from "../auth/request-auth.js";
import { toGrantedToken, tokenAnswer } from "./token-answer.js";

/** How calls are signed, and the address that came with the credential. */
export interface SiteAccess {
  readonly auth: RequestAuth;
  readonly endPoint: URL | null;
}

/** Credentials of the products that take a bearer token alone: an OAuth token, or an API key in its place. */
export const bearerCredentials = z
  .strictObject({ accessToken: z.string().min(1).optional(), tokenAnswer: tokenAnswer.optional() })
  .refine((given) => (given.accessToken === undefined) !== (given.tokenAnswer === undefined), {
    path: ["accessToken"],
    error: "or tokenAnswer has to be given, and not both",
  });
type BearerCredentials = z.infer<typeof bearerCredentials>;

/** Tokens do not expire and nothing renews them: a 401 is final (contract section 1.2). */
export function toBearerAccess({ accessToken, tokenAnswer: answer }: BearerCredentials): SiteAccess {
  if (answer !== undefined) {
    const granted = toGrantedToken(answer);
    return { auth: createBearerAuth(granted.accessToken, "Bearer"), endPoint: granted.endPoint };
  }
  if (accessToken === undefined) throw new Error("accessToken: or tokenAnswer has to be given");
  return { auth: createBearerAuth(accessToken, "Bearer"), endPoint: null };
}
