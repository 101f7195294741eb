import { z } from "zod";

/** The token and where it is good, out of what the token endpoint answered. */
interface GrantedToken {
  readonly accessToken: string;
  /** The installation's own address, where the answer told it. */
  readonly endPoint: URL | null;
}

const endPoint = z.url({ protocol: /^https?$/u }).nullish();

/** Both spellings occur (contract section 1.2); what else is in the answer is nobody's business here. */
const answer = z.object({
  access_token: z.string().min(1),
  installation: z.object({ apiEndPoint: endPoint, apiEndpoint: endPoint }).nullish(),
});

/** A credential: the JSON with which the token endpoint answered, as it came. */
export const tokenAnswer = z
  .string()
  .refine(
    (text) => answer.safeParse(parseJson(text)).success,
    "is not what Teamwork's token endpoint answers",
  );

/** @param text that `tokenAnswer` has accepted */
export function toGrantedToken(text: string): GrantedToken {
  const { access_token: accessToken, installation } = answer.parse(parseJson(text));
  const url = installation?.apiEndPoint ?? installation?.apiEndpoint ?? null;
  return { accessToken, endPoint: url === null ? null : new URL(url) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
