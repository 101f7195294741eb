/** What the installation's owner can sign calls with. */
export interface SiteCredentials {
  readonly email: string;
  readonly password: string;
  readonly apiKey: string;
  /** Of an OAuth grant. */
  readonly accessToken: string;
}

export const siteCredentials: Omit<SiteCredentials, "email"> = {
  password: "Passw0rd!",
  apiKey: "twp_sandbox0123456789abcdefghij",
  accessToken: "tkn.v1_sandbox0123456789abcdefghijklmnop",
};

/** An API key is as good as a token (contract section 1.2). */
export function isBearer(header: string | undefined, { apiKey, accessToken }: SiteCredentials): boolean {
  return header === `Bearer ${accessToken}` || header === `Bearer ${apiKey}`;
}

/** The key with any password beside it, or address and password. Only Projects takes either. */
export function isBasic(header: string | undefined, credentials: SiteCredentials): boolean {
  const [, encoded] = /^Basic ([A-Za-z0-9+/]+=*)$/u.exec(header ?? "") ?? [];
  if (encoded === undefined) return false;
  const [name = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  if (rest.length > 0 && name === credentials.apiKey) return true;
  return name.toLowerCase() === credentials.email && rest.join(":") === credentials.password;
}
