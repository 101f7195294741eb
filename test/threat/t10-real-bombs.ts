import { queryBombs, type QueryBomb } from "../server/query-bombs.js";

/** A bomb for the real graph, ready to be sent. */
export interface RealBomb {
  readonly name: string;
  readonly query: string;
  /** JSON, though not always such as JSON.stringify can write. */
  readonly body: string;
}

/** Six root fields that cost something in the toy graph are six times `__typename` here, which is free. */
const harmlessHere = new Set(["6 root fields", "6 root fields in fragments"]);

/** All bombs that are dangerous here too. Each must be refused with 4xx before a provider hears of it. */
export const realBombs: readonly RealBomb[] = queryBombs
  .filter(({ name }) => !harmlessHere.has(name))
  .map((bomb) => toRealBomb(bomb, onRealGraph(bomb)));

function toRealBomb({ name, variables, variablesJson }: QueryBomb, query: string): RealBomb {
  const json = variablesJson ?? JSON.stringify(variables ?? {});
  return { name, query, body: `{"query":${JSON.stringify(query)},"variables":${json}}` };
}

/** Otherwise the toy's fields and inputs would only be unknown, and say nothing about the limit that is meant. */
function onRealGraph({ name, query }: QueryBomb): string {
  const known = query
    .replaceAll(/\bteam\b(?= ?[{.])/gu, 'team(id: "x")')
    .replaceAll(/\b(?:hello|strict|bug|held|invalidCursor)\b/gu, "__typename");
  if (!/\blevels (?:of|in)\b/u.test(name)) return known;
  // No input of this graph holds itself; representations may be of any depth.
  return known
    .replace("UserFilter", "[_Any!]")
    .replace("users(filter:", "_entities(representations:")
    .replace("{ nodes { id } }", "{ __typename }");
}
