import { isIP } from "node:net";
import { z } from "zod";
import { scopes } from "../access/scopes.js";

/** Names of tenants and accounts. */
const name = z.string().regex(/^[\w.-]{1,64}$/u, "has 1 to 64 letters, digits, dots, dashes or underscores");
const secret = z.union(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  "is a reference, { env: NAME } or { file: PATH }, never the value itself",
);
/** One, or two while they are exchanged. */
const secrets = z.array(secret).min(1, "has one or two").max(2, "has one or two");
export type SecretReference = z.infer<typeof secret>;

const account = z.strictObject({
  id: name,
  tenant: name.default("default"),
  provider: z.string(),
  label: z.string().min(1).optional(),
  readOnly: z.boolean().default(false),
  settings: z.record(z.string(), z.unknown()).default({}),
  credentials: z.record(z.string(), secret).default({}),
  writes: z
    .strictObject({
      /** A write's own time-out of 3 s and 5 s more, unless the provider is known to be slower. */
      settleSeconds: z.number().min(0.1).max(600).default(8),
      removalsPerHour: z.number().int().min(0).max(100_000).default(20),
      maxShrinkPercent: z.number().min(0).max(100).nullable().default(30),
    })
    .prefault({}),
});

const openAuth = z.strictObject({
  mode: z.literal("none"),
  tenant: name.default("default"),
  scopes: z.array(z.enum(scopes)).default([...scopes]),
});
const tokenAuth = z.strictObject({
  mode: z.literal("jwt"),
  jwksUrl: z.url({ protocol: /^https?$/u }).optional(),
  secrets: secrets.optional(),
  issuer: z.string().min(1).optional(),
  audience: z.string().min(1).optional(),
  tenantClaim: z.string().min(1).default("tenant"),
  scopeClaim: z.string().min(1).default("scope"),
  privilegeClaim: z.string().min(1).default("maxPrivilege"),
  organizationsClaim: z.string().min(1).default("organizations"),
  clockSkewSeconds: z.number().int().min(0).max(60).default(30),
});
export type TokenAuthSection = z.infer<typeof tokenAuth>;

/** Without a mode it is none; what only jwt has is then refused. */
function withMode(section: unknown): unknown {
  return typeof section === "object" && section !== null && "mode" in section
    ? section
    : { mode: "none", ...(section as object | undefined) };
}

const headerName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/u, "is a header's name in lower case")
  .refine((header) => header !== "authorization", "is the callers' own");

const router = z.strictObject({
  required: z.boolean().default(true),
  signature: z
    .strictObject({
      keys: z
        .array(z.strictObject({ id: name, secret }))
        .min(1, "has one or two")
        .max(2, "has one or two"),
      maxAgeSeconds: z.number().int().min(1).max(60).default(60),
    })
    .optional(),
  proxy: z
    .strictObject({
      addresses: z
        .array(z.string().refine((text) => isIP(text) !== 0, "is an IP address"))
        .min(1, "names the proxy"),
      header: headerName,
      values: z.array(z.string().min(1)).min(1, "has one or two").max(2, "has one or two"),
    })
    .optional(),
  secret: z.strictObject({ header: headerName.default("router-authorization"), values: secrets }).optional(),
});
export type RouterSection = z.infer<typeof router>;

const server = z.strictObject({
  corsOrigins: z.array(z.url()).default([]),
  introspection: z.boolean().optional(),
  graphiql: z.boolean().optional(),
  metrics: z
    .strictObject({ host: z.string().default("127.0.0.1"), port: z.number().int().min(1).max(65_535) })
    .optional(),
});

const points = z.number().int().min(1).max(1_000_000_000).nullable();

/** The whole configuration file. What it does not know is refused. */
export const configFile = z.strictObject({
  accounts: z.array(account).min(1, "names at least one account"),
  network: z.strictObject({ allow: z.array(z.string().min(1)).default([]) }).prefault({}),
  auth: z.preprocess(
    withMode,
    z.discriminatedUnion("mode", [openAuth, tokenAuth], "knows the modes none and jwt"),
  ),
  router: router.optional(),
  points: z.strictObject({ perCaller: points.optional(), perTenant: points.optional() }).prefault({}),
  server: server.prefault({}),
  graph: z
    .strictObject({
      prefix: z
        .string()
        .regex(/^[A-Z][A-Za-z0-9]{0,30}$/u, "is a name in PascalCase")
        .optional(),
      node: z.boolean().default(false),
    })
    .prefault({}),
  store: z
    .strictObject({
      /** How long what a process that died was doing is left alone. Longer than any call of a write takes. */
      leaseSeconds: z.number().min(0.5).max(600).default(15),
    })
    .prefault({}),
  replicas: z.number().int().min(1).max(1_000).default(1),
  budget: z
    .strictObject({
      callsPerAccount: z.number().int().min(1).max(1_000).default(25),
      callsPerRequest: z.number().int().min(1).max(10_000).default(300),
    })
    .prefault({}),
});
export type ConfigFile = z.infer<typeof configFile>;
