import { Directive, Field, Int, ObjectType, type ClassType } from "type-graphql";
import { AccountStatusType } from "./account-status.js";
import { ActivityType } from "./activity.js";
import { AuditEventType } from "./audit-event.js";
import { LinkedAccountType } from "./linked-account.js";
import { OrganizationType } from "./organization.js";
import { assumedSize, PageInfoType } from "./paging.js";
import { RoleType } from "./role.js";
import { DateTime } from "./scalars.js";
import { TeamType } from "./team.js";
import { UserType } from "./user.js";
import { WorkspaceType } from "./workspace.js";
import { WriteOperationType } from "./write-parts.js";

/** An edge without facts of its own. */
function declareEdge(name: string, node: ClassType): ClassType {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list.` })
  class Edge {
    @Field(() => String, { description: "Cursor to go on from after this item." })
    readonly cursor!: string;

    @Field(() => node, { description: `The ${name}.` })
    readonly node!: object;
  }
  return Edge;
}

/** An edge with the facts about a membership, which belong to neither end. */
function declareMembershipEdge(name: string, node: ClassType): ClassType {
  @ObjectType(`${name}Edge`, { description: "A membership in a list." })
  class Edge {
    @Field(() => String, { description: "Cursor to go on from after this item." })
    readonly cursor!: string;

    @Field(() => node, { description: "What is at the other end." })
    readonly node!: object;

    @Field(() => RoleType, { nullable: true, description: "Role held in this membership." })
    readonly role!: RoleType | null;

    @Field(() => DateTime, { nullable: true, description: "Since when." })
    readonly joinedAt!: Date | null;

    @Field(() => String, {
      nullable: true,
      description: "The provider's own word for what the membership allows.",
    })
    readonly access!: string | null;
  }
  return Edge;
}

function declareConnection(name: string, edge: ClassType, node: ClassType): ClassType {
  @ObjectType(`${name}Connection`, { description: `A page of a list (${name}).` })
  class Connection {
    @Field(() => [edge], {
      nullable: true,
      description: "Items with their cursors; null when none could be read.",
    })
    readonly edges!: readonly object[] | null;

    @Field(() => [node], {
      nullable: true,
      description: "The items themselves; null when none could be read.",
    })
    readonly nodes!: readonly object[] | null;

    @Field(() => PageInfoType, { description: "Where the page stands." })
    readonly pageInfo!: PageInfoType;

    @Field(() => Int, {
      nullable: true,
      description: "Size of the whole list, where it is known without further calls.",
    })
    readonly totalCount!: number | null;
  }
  return Connection;
}

/** A connection over accounts, which says how each took part. */
function declareAccountsConnection(name: string, node: ClassType): ClassType {
  const Connection = declareConnection(`${name}Base`, declareEdge(name, node), node);

  @ObjectType(`${name}Connection`, {
    description: `A page of ${name} objects, and how each linked account took part.`,
  })
  class AccountsConnection extends Connection {
    @Directive(assumedSize(50))
    @Field(() => [AccountStatusType], { description: "How each linked account took part." })
    readonly accountStatuses!: readonly object[];

    @Field(() => Boolean, {
      description:
        "Whether no account failed, was cut short or left out a row, on this page and those before it.",
    })
    readonly isComplete!: boolean;
  }
  return AccountsConnection;
}

export const UserConnectionType = declareAccountsConnection("User", UserType);
export const RoleConnectionType = declareAccountsConnection("Role", RoleType);
export const TeamConnectionType = declareAccountsConnection("Team", TeamType);
export const WorkspaceConnectionType = declareAccountsConnection("Workspace", WorkspaceType);
export const OrganizationConnectionType = declareAccountsConnection("Organization", OrganizationType);
export const ActivityConnectionType = declareAccountsConnection("Activity", ActivityType);

export const LinkedAccountConnectionType = declareConnection(
  "LinkedAccount",
  declareEdge("LinkedAccount", LinkedAccountType),
  LinkedAccountType,
);
export const UserTeamConnectionType = declareConnection(
  "UserTeam",
  declareMembershipEdge("UserTeam", TeamType),
  TeamType,
);
export const UserWorkspaceConnectionType = declareConnection(
  "UserWorkspace",
  declareMembershipEdge("UserWorkspace", WorkspaceType),
  WorkspaceType,
);
export const TeamMemberConnectionType = declareConnection(
  "TeamMember",
  declareMembershipEdge("TeamMember", UserType),
  UserType,
);
export const WorkspaceMemberConnectionType = declareConnection(
  "WorkspaceMember",
  declareMembershipEdge("WorkspaceMember", UserType),
  UserType,
);
export const WriteOperationConnectionType = declareConnection(
  "WriteOperation",
  declareEdge("WriteOperation", WriteOperationType),
  WriteOperationType,
);
export const AuditEventConnectionType = declareConnection(
  "AuditEvent",
  declareEdge("AuditEvent", AuditEventType),
  AuditEventType,
);
export const WorkspaceTeamConnectionType = declareConnection(
  "WorkspaceTeam",
  declareEdge("WorkspaceTeam", TeamType),
  TeamType,
);
