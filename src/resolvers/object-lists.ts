import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.js";
import type { EntityType } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { Page, PageRequest } from "../directory/pages.js";
import type { Ahead, Provider } from "../directory/provider.js";
import type { Reading } from "../directory/reading.js";
import { answerList, type ListQuestion } from "./account-lists.js";
import { toAccountsConnection } from "./connection.js";
import { toListAhead } from "./look-ahead.js";

type List = (
  provider: Provider,
  reading: Reading,
  page: PageRequest,
  ahead: Ahead,
) => Promise<Page<object> | null>;

/** The lists that nothing narrows: of what they are, and how each is read from a provider. */
const lists = {
  roles: { of: "Role", read: (provider, reading, page) => provider.listRoles(reading, page) },
  teams: { of: "Team", read: (provider, reading, page, ahead) => provider.listTeams(reading, page, ahead) },
  workspaces: {
    of: "Workspace",
    read: (provider, reading, page, ahead) => provider.listWorkspaces(reading, page, ahead),
  },
  organizations: {
    of: "Organization",
    read: async (provider, reading, page) => (await provider.listOrganizations?.(reading, page)) ?? null,
  },
} as const satisfies Record<string, { readonly of: EntityType; readonly read: List }>;

interface ObjectsQuestion {
  readonly accounts: readonly LinkedAccount[];
  readonly args: ListQuestion<object>["args"];
  readonly info: GraphQLResolveInfo;
}

/** Answers one of these lists over accounts, as a connection. */
export async function answerObjects(
  context: Context,
  name: keyof typeof lists,
  { accounts, args, info }: ObjectsQuestion,
): Promise<object> {
  const { of, read }: { readonly of: EntityType; readonly read: List } = lists[name];
  const ahead = toListAhead(info, of);
  const found = await answerList<object>(context, {
    name,
    accounts,
    args,
    read: ({ provider }, reading, page) => read(provider, reading, page, ahead),
  });
  return toAccountsConnection(found);
}
