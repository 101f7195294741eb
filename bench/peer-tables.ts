import { z } from "zod";

const named = z.object({ id: z.string(), name: z.string() });
const role = named.extend({ privilege: z.string() });
const user = z.object({
  id: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  state: z.string(),
  privilege: z.string(),
  roles: z.array(role),
  teams: z.object({ nodes: z.array(named) }),
  workspaces: z.object({ nodes: z.array(named) }),
});
const answer = z.object({
  data: z.object({
    users: z.object({
      nodes: z.array(user),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      totalCount: z.number().nullable(),
      isComplete: z.boolean(),
    }),
  }),
});

/** An answer taken apart into rows that name each other by id, out of which the bare server builds it again. */
export interface PeerTables {
  readonly users: readonly { readonly id: string }[];
  readonly roles: readonly object[];
  readonly teams: readonly object[];
  readonly workspaces: readonly object[];
  readonly list: object;
}

export function toTables(body: string): PeerTables {
  const { nodes, pageInfo, totalCount, isComplete } = answer.parse(JSON.parse(body)).data.users;
  return {
    users: nodes.map((row) => ({
      ...row,
      roles: idsOf(row.roles),
      teams: idsOf(row.teams.nodes),
      workspaces: idsOf(row.workspaces.nodes),
    })),
    roles: uniqueById(nodes.flatMap((row) => row.roles)),
    teams: uniqueById(nodes.flatMap((row) => row.teams.nodes)),
    workspaces: uniqueById(nodes.flatMap((row) => row.workspaces.nodes)),
    list: { ...pageInfo, totalCount, isComplete },
  };
}

function idsOf(rows: readonly { readonly id: string }[]): readonly string[] {
  return rows.map(({ id }) => id);
}

function uniqueById<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
