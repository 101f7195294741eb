import { ruledFields, type FieldRule } from "../src/access/field-rules.js";
import { scopes } from "../src/access/scopes.js";

const titles: Readonly<Record<Exclude<FieldRule, (typeof scopes)[number]>, string>> = {
  anybody: "Anybody who is let in",
  schema: "The router, and everybody where introspection is on",
};

/** docs/access.md: which scope opens which fields. */
export function toAccessPage(): string {
  return [
    "# Who may read what",
    "",
    "Printed by `npm run access:print` from [`src/access/field-rules.ts`](../src/access/field-rules.ts), which is what",
    "stands in front of every field, and of `_entities`' references. What is in no table is open to nobody: a field",
    "without a rule stops the start.",
    "",
    ...(Object.keys(titles) as (keyof typeof titles)[]).flatMap((rule) => toSection(rule, titles[rule])),
    ...scopes.flatMap((scope) => toSection(scope, `The scope \`${scope}\``)),
  ].join("\n");
}

function toSection(rule: FieldRule, title: string): string[] {
  const fields = ruledFields.filter((one) => one.rule === rule);
  const types = [...new Set(fields.map(({ type }) => type))].sort();
  const rows = types.map((type) => {
    const names = fields.filter((one) => one.type === type).map(({ field }) => `\`${field}\``);
    return `| \`${type}\` | ${names.sort().join(" ")} |`;
  });
  const table = ["| type | fields |", "| --- | --- |", ...rows];
  return [`## ${title}`, "", ...(rows.length === 0 ? ["No field yet."] : table), ""];
}
