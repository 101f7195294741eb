import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { Page, PageRequest } from "../directory/pages.js";
import type { Provider } from "../directory/provider.js";
import type { Reading } from "../directory/reading.js";
import { answerList, type ListQuestion } from "./account-lists.js";
import { toAccountsConnection } from "./connection.js";
import { toTeamsAhead } from "./look-ahead.js";

type List = (provider: Provider, reading: Reading, page: PageRequest) => Promise<Page<object> | null>;

/** The lists that nothing narrows: how each is read from a provider. */
const lists = {
  roles: (provider, reading, page) => provider.listRoles(reading, page),
  workspaces: (provider, reading, page) => provider.listWorkspaces(reading, page),
  organizations: async (provider, reading, page) =>
    (await provider.listOrganizations?.(reading, page)) ?? null,
} as const satisfies Record<string, List>;

/** Answers one of these lists over accounts, as a connection. */
export async function answerObjects(
  context: Context,
  name: keyof typeof lists,
  accounts: readonly LinkedAccount[],
  args: ListQuestion<object>["args"],
): Promise<object> {
  return answerWith(context, { name, accounts, args }, lists[name]);
}

/** Answers a list of Teams over accounts, as a connection. */
export async function answerTeams(
  context: Context,
  accounts: readonly LinkedAccount[],
  args: ListQuestion<object>["args"],
  info: GraphQLResolveInfo,
): Promise<object> {
  const ahead = toTeamsAhead(info);
  const question = { name: "teams", accounts, args };
  return answerWith(context, question, (provider, reading, page) => provider.listTeams(reading, page, ahead));
}

async function answerWith(
  context: Context,
  question: Omit<ListQuestion<object>, "read">,
  list: List,
): Promise<object> {
  const found = await answerList(context, {
    ...question,
    read: ({ provider }, reading, page) => list(provider, reading, page),
  });
  return toAccountsConnection(found);
}
