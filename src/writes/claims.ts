import { toFingerprint } from "./fingerprint.js";
import type { WriteRequest } from "./write-request.js";

/** What a request claims so that it is carried out once. */
export interface Claim {
  readonly key: string;
  readonly fingerprint: string;
  readonly lifetimeMs: number;
  /** Whether Rollcall made the key, and a clash means that the same person is being invited. */
  readonly isImplicit: boolean;
}

/** Idempotency records live seven days (RELIABILITY 3.3). */
const keyLifetimeMs = 7 * 86_400_000;
/** Within this time the same invitation without a key is the same one. */
const inviteLifetimeMs = 600_000;

/** The claim of a request, by its own key or, for an invitation, by whom it invites; `null` where nothing is claimed. */
export function toClaim(request: WriteRequest, target: string): Claim | null {
  const { account, command, idempotencyKey, keyPart, force } = request;
  const fingerprint = toFingerprint([account.accountKey, command]);
  if (idempotencyKey !== null) {
    const key =
      keyPart === null ? `key:${idempotencyKey}` : `part:${toFingerprint([idempotencyKey, keyPart])}`;
    return { key, fingerprint, lifetimeMs: keyLifetimeMs, isImplicit: false };
  }
  if (command.operation !== "USER_INVITE" || force) return null;
  const key = `invite:${toFingerprint([account.accountKey, target])}`;
  return { key, fingerprint, lifetimeMs: inviteLifetimeMs, isImplicit: true };
}
