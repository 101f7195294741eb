/** What servers do differently although all of them speak SCIM 2.0. */
export interface ScimQuirks {
  /** `rfc`: any filter; `eq`: a single quoted `eq` on a few attributes; `none`: 501; `ignored`: as if there were none. */
  readonly filters: "rfc" | "eq" | "none" | "ignored";
  /** Whether `userName eq` is told apart by case. */
  readonly userNameCase: "exact" | "folded";
  /** Whether startIndex and count are heeded at all. */
  readonly paging: "honoured" | "ignored";
  /** The biggest page, whatever is asked for; no limit when `null`. */
  readonly pageSizeClamp: number | null;
  /** Past the end, the first page comes again. */
  readonly repeatsPastTheEnd: boolean;
  /** The first page comes again whatever startIndex says. */
  readonly repeatsPages: boolean;
  readonly itemsPerPage: "returned" | "requested";
  readonly total: "told" | "missing";
  readonly keys: "canonical" | "lower";
  /** What a filter answers that nobody matches. */
  readonly emptyFilter: 200 | 404;
  readonly groups: "present" | "absent404" | "absent501";
  /** Whether there is `GET /Groups/{id}`. */
  readonly groupGet: "present" | "absent";
  readonly usersCarryGroups: boolean;
  readonly excludedAttributes: "honoured" | "ignored";
  readonly active: "boolean" | "text" | "missing";
  readonly errorStatus: "text" | "number";
  readonly resourceTypes: "present" | "absent";
  readonly authenticationSchemes: "present" | "missing";
  readonly schemas: "shown" | "missing";
  readonly nullsForAbsent: boolean;
  readonly order: "created" | "userName" | "unstable";
  /** Whether sortBy is heeded, and how sortOrder is written then. */
  readonly sorting: "none" | "rfc" | "upperCase";
  readonly contentType: "application/scim+json" | "application/json" | "text/json";
  /** Lax servers take what strict ones refuse: duplicates, unknown extensions, any media type. */
  readonly character: "lax" | "strict";
  /** Values of a PATCH: some specifications know texts and objects only. */
  readonly patchValues: "any" | "textOrObject";
  /** Whether an operation needs a path, must not have one, or may lead to whole attributes of users only. */
  readonly patchPaths: "any" | "needed" | "refused" | "attributes";
  /** Servers without PATCH say so in several ways; `absentBare404` is what a framework says of an unknown route. */
  readonly patch: "present" | "absent501" | "absent405" | "absentBare404";
  /** `body`: the resource, but for a change of nothing on a lax server; `empty`: always 204. */
  readonly patchReplies: "body" | "empty";
  /** What a POST answers beside its 201: the resource, its id alone, or nothing. */
  readonly createReplies: "body" | "id" | "empty";
  /** Whether a remove of what is not there is a 400 noTarget. */
  readonly removesAbsent: "passedOver" | "noTarget";
  /** Users who may be active at once; whoever comes then stays inactive without a word. No limit when `null`. */
  readonly licences: number | null;
  /** What a user loses who is made inactive. */
  readonly takesWhenInactive: "nothing" | "rolesAndGroups";
  /** Calls in any second; more are a 429. No limit when `null`. */
  readonly perSecond: number | null;
  readonly tellsRetryAfter: boolean;
  readonly authScheme: "Bearer" | "none";
}

/** Takes everything, and is careless about it. */
export const lax: ScimQuirks = {
  filters: "rfc",
  userNameCase: "exact",
  paging: "honoured",
  pageSizeClamp: null,
  repeatsPastTheEnd: true,
  repeatsPages: false,
  itemsPerPage: "requested",
  total: "told",
  keys: "canonical",
  emptyFilter: 200,
  groups: "present",
  groupGet: "present",
  usersCarryGroups: true,
  excludedAttributes: "honoured",
  active: "boolean",
  errorStatus: "text",
  resourceTypes: "present",
  authenticationSchemes: "present",
  schemas: "shown",
  nullsForAbsent: false,
  order: "created",
  sorting: "none",
  contentType: "application/scim+json",
  character: "lax",
  patchValues: "any",
  patchPaths: "any",
  patch: "present",
  patchReplies: "body",
  createReplies: "body",
  removesAbsent: "passedOver",
  licences: null,
  takesWhenInactive: "nothing",
  perSecond: null,
  tellsRetryAfter: true,
  authScheme: "Bearer",
};

/** Knows a single `eq` and refuses what it does not expect. */
export const strict: ScimQuirks = {
  ...lax,
  filters: "eq",
  userNameCase: "folded",
  pageSizeClamp: 100,
  repeatsPastTheEnd: false,
  itemsPerPage: "returned",
  character: "strict",
};
