import { ScimClient, type ScimClientOptions } from "./client.js";
import { GroupMemberships } from "./group-memberships.js";
import { ScimGroups } from "./groups.js";
import type { ToTeam, UserMapping } from "./resources.js";
import type { ScimUserRow } from "./rows.js";
import { ScimWriter } from "./resource-writer.js";
import { ScimUsers } from "./users.js";

interface EndpointOptions<Row extends ScimUserRow> extends ScimClientOptions {
  readonly mapping: UserMapping<Row>;
  readonly toTeam: ToTeam;
}

/** A SCIM 2.0 endpoint of a linked account, as a provider reads and writes it. */
export interface ScimEndpoint<Row extends ScimUserRow = ScimUserRow> {
  readonly users: ScimUsers<Row>;
  readonly groups: ScimGroups;
  readonly memberships: GroupMemberships;
  readonly writer: ScimWriter;
  readonly rateBudget: ScimClient["rateBudget"];
  /** Closes connections. */
  close(): Promise<void>;
}

export function openScimEndpoint<Row extends ScimUserRow>(options: EndpointOptions<Row>): ScimEndpoint<Row> {
  const { mapping, toTeam } = options;
  const client = new ScimClient(options);
  const groups = new ScimGroups(client, toTeam);
  return {
    users: new ScimUsers(client, mapping),
    groups,
    memberships: new GroupMemberships({ client, groups, toTeam }),
    writer: new ScimWriter(client),
    rateBudget: () => client.rateBudget(),
    close: () => client.close(),
  };
}
