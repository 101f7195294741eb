import { randomUUID } from "node:crypto";
import type { AuditEvent } from "../../src/store/audit-chain.js";
import type { Finish, KeyClaim, Lease, LockName, NewIntent } from "../../src/store/store.js";

/** Texts that one database or one of its drivers could spoil. */
export const awkwardTexts = [
  "",
  " ",
  "Zoë 👩‍👩‍👧‍👦 𝒳",
  `'; drop table intents; -- "double" \`back\` \\ %_ $1 ?`,
  "line\nbreak\ttab\r\u2028",
  "null",
  "0012",
  "1e400",
  "\u202Eright to left",
  "e\u0301 is not é",
];

export const awkwardJson = {
  texts: [...awkwardTexts, "nul\0l", "half \ud800 surrogate"],
  numbers: [0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, 5e-324],
  flags: [true, false, null],
  nested: { "": {}, list: [[], [{}]], "1": "one", "'": { deep: { deeper: null } } },
} as const;

/** So many milliseconds after a moment that is not on a whole second. */
export const at = (milliseconds: number): Date => new Date(1_790_000_000_123 + milliseconds);

/** A tenant of nobody else. */
export const newTenant = (): string => `tenant-${randomUUID()}`;

export const toIntent = (given: Partial<NewIntent>): NewIntent => ({
  id: randomUUID(),
  tenant: "acme",
  account: "teamwork/main",
  operation: "USER_INVITE",
  target: "email:ann@example.test",
  plan: { calls: [] },
  actor: "subject-1",
  idempotencyKey: null,
  createdAt: at(0),
  ...given,
});

export const toClaim = (intent: NewIntent, given: Partial<KeyClaim> = {}): KeyClaim => ({
  tenant: intent.tenant,
  key: "client:k-1",
  fingerprint: "f".repeat(64),
  intentId: intent.id,
  expiresAt: at(1_000),
  ...given,
});

export const toEvent = (given: Partial<AuditEvent>): AuditEvent => ({
  tenant: "acme",
  at: at(0),
  actor: "subject-1",
  action: "USER_INVITE",
  account: "teamwork/main",
  target: null,
  outcome: "APPLIED",
  detail: {},
  ...given,
});

export const toFinish = (tenant: string, given: Partial<Finish> = {}): Finish => ({
  state: "APPLIED",
  outcome: { status: "APPLIED" },
  at: at(500),
  freesKey: false,
  event: toEvent({ tenant }),
  ...given,
});

export const toLockName = (intent: LockName): LockName => ({
  tenant: intent.tenant,
  account: intent.account,
  target: intent.target,
});

export const lease = (from: number, until: number): Lease => ({ at: at(from), until: at(until) });
