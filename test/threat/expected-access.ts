import { readFileSync } from "node:fs";

/** What docs/access.md says that a field needs: a scope, nothing but to be let in, or to be shown the SDL. */
export type Expected = ReadonlyMap<string, string>;

/** The committed table, by `Type.field`. */
export function readExpectedAccess(): Expected {
  const expected = new Map<string, string>();
  let rule = "";
  for (const line of readFileSync("docs/access.md", "utf8").split("\n")) {
    if (line.startsWith("## ")) rule = toRule(line.slice(3));
    const [, type, fields] = /^\| `(\w+)` +\| (.*) \|$/u.exec(line) ?? [];
    if (type === undefined || fields === undefined) continue;
    for (const [, field = ""] of fields.matchAll(/`(\w+)`/gu)) expected.set(`${type}.${field}`, rule);
  }
  return expected;
}

function toRule(title: string): string {
  const [, scope] = /^The scope `([\w:]+)`$/u.exec(title) ?? [];
  if (scope !== undefined) return scope;
  return title.startsWith("Anybody") ? "anybody" : "schema";
}
