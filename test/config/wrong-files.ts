import { plainFile } from "./config-file.js";

/** A right account, which everything else is added to. */
export const account = `
  - id: chat
    provider: tiledesk
    credentials: { email: { env: TILEDESK_EMAIL }, password: { env: TILEDESK_PASSWORD } }`;

/** An account with one line of its own. */
export function accountWith(line: string): string {
  return `accounts:${account}\n    ${line}`;
}

/** An account with these credentials. */
export function credentials(text: string): string {
  return `accounts:\n  - id: chat\n    provider: tiledesk\n    credentials: ${text}`;
}

export const email = "email: { env: TILEDESK_EMAIL }";

export interface WrongFile {
  readonly title: string;
  readonly text: string;
  readonly key: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export const wrongFiles: readonly WrongFile[] = [
  { title: "nothing", text: "", key: "accounts" },
  { title: "a text", text: "accounts", key: "ROLLCALL_CONFIG" },
  { title: "a list", text: "- accounts", key: "ROLLCALL_CONFIG" },
  { title: "no YAML", text: "accounts: [", key: "ROLLCALL_CONFIG" },
  { title: "a key twice", text: "accounts: []\naccounts: []", key: "ROLLCALL_CONFIG" },
  { title: "no accounts", text: "network: { allow: [] }", key: "accounts" },
  { title: "an empty list of accounts", text: "accounts: []", key: "accounts" },
  { title: "accounts as an object", text: "accounts: { id: chat }", key: "accounts" },
  { title: "an account that is a text", text: "accounts: [chat]", key: "accounts[0]" },
  { title: "an unknown top key", text: `accounts:${account}\nacounts: []`, key: "acounts" },
  { title: "a database, which is a later key", text: `accounts:${account}\ndatabase: x`, key: "database" },
  { title: "no id", text: "accounts: [{ provider: tiledesk }]", key: "accounts[0].id" },
  { title: "an empty id", text: 'accounts: [{ id: "", provider: tiledesk }]', key: "accounts[0].id" },
  { title: "an id with a space", text: "accounts: [{ id: a b, provider: tiledesk }]", key: "accounts[0].id" },
  {
    title: "a number as an id",
    text: "accounts: [{ id: 5, provider: tiledesk }]",
    key: "accounts[0].id",
  },
  {
    title: "a long id",
    text: `accounts: [{ id: ${"x".repeat(65)}, provider: tiledesk }]`,
    key: "accounts[0].id",
  },
  { title: "an id twice", text: `accounts:${account}${account}`, key: "accounts[1].id" },
  {
    title: "a shrink of more than everybody",
    text: accountWith("writes: { maxShrinkPercent: 101 }"),
    key: "accounts[0].writes.maxShrinkPercent",
  },
  { title: "no provider", text: "accounts: [{ id: chat }]", key: "accounts[0].provider" },
  {
    title: "an unknown provider",
    text: "accounts: [{ id: chat, provider: zendesk }]",
    key: "accounts[0].provider",
  },
  {
    title: "a provider in capitals",
    text: "accounts: [{ id: chat, provider: Tiledesk }]",
    key: "accounts[0].provider",
  },
  { title: "an unknown key of an account", text: accountWith("colour: red"), key: "accounts[0].colour" },
  { title: "an empty label", text: accountWith('label: ""'), key: "accounts[0].label" },
  { title: "a tenant with a slash", text: accountWith("tenant: a/b"), key: "accounts[0].tenant" },
  { title: "readOnly as a text", text: accountWith('readOnly: "yes"'), key: "accounts[0].readOnly" },
  { title: "settings as a text", text: accountWith("settings: fast"), key: "accounts[0].settings" },
  {
    title: "an unknown setting",
    text: accountWith("settings: { baseURL: x }"),
    key: "accounts[0].settings.baseURL",
  },
  {
    title: "a base URL that is none",
    text: accountWith("settings: { baseUrl: tiledesk }"),
    key: "accounts[0].settings.baseUrl",
  },
  {
    title: "a base URL of another protocol",
    text: accountWith('settings: { baseUrl: "file:///etc/passwd" }'),
    key: "accounts[0].settings.baseUrl",
  },
  {
    title: "a project id that is none",
    text: accountWith('settings: { projectIds: ["64b0"] }'),
    key: "accounts[0].settings.projectIds[0]",
  },
  {
    title: "an empty list of projects",
    text: accountWith("settings: { projectIds: [] }"),
    key: "accounts[0].settings.projectIds",
  },
  {
    title: "no credentials",
    text: "accounts: [{ id: chat, provider: tiledesk }]",
    key: "accounts[0].credentials.email",
  },
  { title: "no password", text: credentials(`{ ${email} }`), key: "accounts[0].credentials.password" },
  {
    title: "a password in the file itself",
    text: credentials(`{ ${email}, password: canary-password }`),
    key: "accounts[0].credentials.password",
  },
  {
    title: "a secret that is both",
    text: credentials(`{ ${email}, password: { env: TILEDESK_PASSWORD, file: canary-password } }`),
    key: "accounts[0].credentials.password",
  },
  {
    title: "a secret from elsewhere",
    text: credentials(`{ ${email}, password: { vault: canary-password } }`),
    key: "accounts[0].credentials.password",
  },
  {
    title: "a variable that is not set",
    text: credentials(`{ ${email}, password: { env: NOT_SET } }`),
    key: "accounts[0].credentials.password",
  },
  {
    title: "a variable that is empty",
    text: credentials(`{ ${email}, password: { env: EMPTY } }`),
    key: "accounts[0].credentials.password",
    environment: { EMPTY: "" },
  },
  {
    title: "a secret's file that is not there",
    text: credentials(`{ ${email}, password: { file: nowhere.txt } }`),
    key: "accounts[0].credentials.password",
  },
  {
    title: "a secret too many",
    text: credentials(
      `{ ${email}, password: { env: TILEDESK_PASSWORD }, token: { env: TILEDESK_PASSWORD } }`,
    ),
    key: "accounts[0].credentials.token",
  },
  {
    title: "the second account's mistake",
    text: `accounts:${account}\n  - id: other\n    provider: tiledesk\n    label: 7`,
    key: "accounts[1].label",
  },
  { title: "a network that is a list", text: `accounts:${account}\nnetwork: []`, key: "network" },
  {
    title: "an allow list that is a text",
    text: `accounts:${account}\nnetwork: { allow: localhost }`,
    key: "network.allow",
  },
  {
    title: "an empty host",
    text: `accounts:${account}\nnetwork: { allow: [""] }`,
    key: "network.allow[0]",
  },
  { title: "another mode of auth", text: `accounts:${account}\nauth: { mode: oauth }`, key: "auth.mode" },
  { title: "a mode that is no text", text: `accounts:${account}\nauth: { mode: 1 }`, key: "auth.mode" },
  {
    title: "a key of another mode",
    text: `accounts:${account}\nauth: { jwksUrl: "https://x.example" }`,
    key: "auth.jwksUrl",
  },
  { title: "a tenant that is none", text: `accounts:${account}\nauth: { tenant: "" }`, key: "auth.tenant" },
  {
    title: "an origin that is none",
    text: `accounts:${account}\nserver: { corsOrigins: ["*"] }`,
    key: "server.corsOrigins[0]",
  },
  {
    title: "introspection as a text",
    text: `accounts:${account}\nserver: { introspection: "no" }`,
    key: "server.introspection",
  },
  {
    title: "no calls at all",
    text: `accounts:${account}\nbudget: { callsPerAccount: 0 }`,
    key: "budget.callsPerAccount",
  },
  { title: "no replica", text: `accounts:${account}\nreplicas: 0`, key: "replicas" },
  {
    title: "a fraction of a call",
    text: `accounts:${account}\nbudget: { callsPerRequest: 1.5 }`,
    key: "budget.callsPerRequest",
  },
  {
    title: "an unknown budget",
    text: `accounts:${account}\nbudget: { callsPerDay: 5 }`,
    key: "budget.callsPerDay",
  },
  {
    title: "a prefix in lower case",
    text: `accounts:${account}\ngraph: { prefix: directory }`,
    key: "graph.prefix",
  },
  { title: "a port that is none", text: plainFile, key: "PORT", environment: { PORT: "http" } },
  { title: "a port too high", text: plainFile, key: "PORT", environment: { PORT: "65536" } },
  { title: "an empty port", text: plainFile, key: "PORT", environment: { PORT: "" } },
  { title: "a port in another notation", text: plainFile, key: "PORT", environment: { PORT: "0x10" } },
  { title: "an empty host", text: plainFile, key: "HOST", environment: { HOST: "" } },
  { title: "a negative port", text: plainFile, key: "PORT", environment: { PORT: "-1" } },
  { title: "an open host", text: plainFile, key: "HOST", environment: { HOST: "0.0.0.0" } },
  { title: "an open IPv6 host", text: plainFile, key: "HOST", environment: { HOST: "::" } },
  { title: "a name as a host", text: plainFile, key: "HOST", environment: { HOST: "127.example.com" } },
  { title: "an unknown level", text: plainFile, key: "LOG_LEVEL", environment: { LOG_LEVEL: "loud" } },
  {
    title: "an unknown variable of ours",
    text: plainFile,
    key: "ROLLCALL_CONFG",
    environment: { ROLLCALL_CONFG: "x" },
  },
];
