import type { Reading } from "../../directory/reading.js";

/** Headers that prove who asks. A strategy returns the same object as long as the credential is the same. */
export type AuthHeaders = Readonly<Record<string, string>>;

/** How a linked account authenticates its calls: one strategy object per account. */
export interface RequestAuth {
  /**
   * The credential for the next call.
   * @throws DirectoryError UPSTREAM_UNAUTHORIZED when the provider does not accept the account
   */
  headers(reading: Reading): AuthHeaders | Promise<AuthHeaders>;
  /**
   * A credential to try instead of one that the provider answered with 401, once per call. Absent where there is
   * nothing to renew: a password or an API key stays wrong.
   * @param rejected the object that `headers` or `renew` returned
   */
  renew?(reading: Reading, rejected: AuthHeaders): Promise<AuthHeaders>;
}
