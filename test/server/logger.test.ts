import { expect, test } from "@jest/globals";
import { GraphQLError } from "graphql";
import { DirectoryError } from "../../src/directory/errors.js";
import { collectSecrets, KnownSecrets } from "../../src/server/known-secrets.js";
import { createLogger } from "../../src/server/logger.js";

function logged(fields: object): Record<string, unknown> {
  let line = "";
  const logger = createLogger({ level: "info", destination: { write: (text) => void (line += text) } });
  logger.info(fields, "said");
  return JSON.parse(line) as Record<string, unknown>;
}

test.each([
  "password",
  "token",
  "authorization",
  "cookie",
  "email",
  "apiKey",
  "clientSecret",
  "variables",
  "query",
])("%s is redacted, wherever it stands", (key) => {
  const text = JSON.stringify(logged({ [key]: "hunter2", a: { [key]: "hunter2", b: { [key]: "hunter2" } } }));
  expect(text).not.toContain("hunter2");
  expect(text.match(/\[redacted\]/g)).toHaveLength(3);
});

test("an error keeps what helps, and of its causes only names and codes", () => {
  const socketError = Object.assign(new Error("connect 10.0.0.1 with hunter2"), { code: "ECONNREFUSED" });
  const provider = new Error('401 {"email":"ada@example.com"}', { cause: socketError });
  const error = new DirectoryError("UPSTREAM_UNAVAILABLE", "No answer", {
    account: "chat",
    httpStatus: 502,
    cause: provider,
  });
  const line = logged({ err: error });
  expect(line["err"]).toMatchObject({
    type: "DirectoryError",
    message: "No answer",
    code: "UPSTREAM_UNAVAILABLE",
    account: "chat",
    httpStatus: 502,
    causes: ["Error", "Error ECONNREFUSED"],
  });
  expect(JSON.stringify(line)).not.toMatch(/hunter2|ada@|401|10\.0\.0\.1/);
});

test("the words of an error that is not ours are withheld, from its stack, too", () => {
  let thrown: unknown;
  try {
    JSON.parse("<html>Ada Lovelace</html>");
  } catch (error) {
    thrown = error;
  }
  const line = logged({ err: thrown });
  expect(line["err"]).toMatchObject({ type: "SyntaxError", message: "[message withheld]" });
  expect(JSON.stringify(line)).not.toContain("Lovelace");
  expect((line["err"] as { stack: string }).stack).toMatch(/^\s+at /u);
});

test("a known secret is scrubbed wherever it stands, however it is spelt", () => {
  const secrets = new KnownSecrets();
  let text = "";
  const logger = createLogger({
    level: "info",
    secrets,
    destination: { write: (line) => void (text += line) },
  });
  const secret = 'p"ss/wörd+1';
  for (const one of collectSecrets({ deep: [{ password: secret }, "tiny"], none: null })) secrets.add(one);
  logger.info({ said: secret }, secret);
  logger.info({ path: `/x?y=${encodeURIComponent(secret)}`, raw: Buffer.from(secret).toString("base64") });
  expect(text.match(/\[secret\]/gu)).toHaveLength(4);
  expect(text).not.toMatch(/w.rd|cCJzcy/u);
  for (const line of text.trim().split("\n")) expect(JSON.parse(line)).toBeInstanceOf(Object);
});

test("a secret may have any character, and another one before or after it", () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
  const all = [ascii, "a-secret-with-hyphens", "a-secret", "[brackets](and)^more$", "ключ под ковриком"];
  const secrets = new KnownSecrets();
  for (const secret of all) secrets.add(secret);
  for (const secret of all) expect(secrets.scrub(`before ${secret} after`)).toBe("before [secret] after");
  expect(secrets.scrub("a-secretary")).toBe("[secret]ary");
});

test("an address and a token are scrubbed from any text, and what is too deep is left out", () => {
  const line = logged({
    note: "ada@example.com",
    list: ["JWT eyJhbGciOi.eyJzdWIi.c2ln"],
    a: { b: { c: { d: { e: 1 } } } },
  });
  expect(line).toMatchObject({ note: "[email]", list: ["JWT [secret]"], a: { b: { c: { d: "[deep]" } } } });
});

test("a wrapped error names its origin", () => {
  const error = new GraphQLError("outer", { originalError: new RangeError("inner") });
  expect(logged({ err: error })["err"]).toMatchObject({ causes: ["RangeError"] });
});

test.each([
  ["postgres://root:hunter2@db/rollcall", "postgres://[secret]@db/rollcall"],
  ["mail to ada.lovelace+x@example.co.uk failed", "mail to [email] failed"],
  ["Authorization: Bearer abc.def", "Authorization: Bearer [secret]"],
  ["JWT eyJhbGciOi.eyJzdWIi.c2ln", "JWT [secret]"],
  ["GET https://api.example.com/users?token=hunter2 failed", "GET https://api.example.com/users failed"],
  ['{"password":"hunter2"}', '{"password":"[secret]"}'],
  ["api_key=hunter2", "api_key=[secret]"],
])("a message loses its secrets: %s", (message, safe) => {
  expect(logged({ err: new TypeError(message) })["err"]).toMatchObject({ message: safe });
});

test.each([undefined, null, "hunter2", 42, { password: "hunter2" }])(
  "what is no error is not printed: %p",
  (thrown) => {
    const line = logged({ err: thrown });
    expect(JSON.stringify(line)).not.toContain("hunter2");
  },
);

test("a long message is cut, and silence is silent", () => {
  const error = logged({ err: new TypeError("x".repeat(100_000)) })["err"] as { message: string };
  expect(error.message.length).toBeLessThanOrEqual(2_000);
  const lines: string[] = [];
  createLogger({ level: "silent", destination: { write: (line) => void lines.push(line) } }).fatal("nothing");
  expect(lines).toEqual([]);
});
