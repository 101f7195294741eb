/** What a token may allow. Closed: a scope that is not listed means nothing. */
export const scopes = [
  "directory:read",
  "remote:read",
  "users:write",
  "users:delete",
  "teams:write",
  "workspaces:write",
  "audit:read",
  "accounts:admin",
] as const;
export type Scope = (typeof scopes)[number];

const known: ReadonlySet<string> = new Set(scopes);

export function isScope(text: string): text is Scope {
  return known.has(text);
}
