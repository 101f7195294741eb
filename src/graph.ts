// type-graphql wants it before any of its classes.
import "reflect-metadata";
import { ruledFields } from "./access/field-rules.js";
import { providers } from "./datasources/registry.js";
import { ActivityResolver } from "./resolvers/activity-resolver.js";
import { AccountStatusResolver, LinkedAccountResolver } from "./resolvers/linked-account-resolver.js";
import { NodeResolver } from "./resolvers/node-resolver.js";
import { OperationResolver } from "./resolvers/operation-resolver.js";
import { OrganizationResolver } from "./resolvers/organization-resolver.js";
import { references } from "./resolvers/references.js";
import { RoleResolver } from "./resolvers/role-resolver.js";
import { TeamMutations } from "./resolvers/team-mutations.js";
import { TeamResolver } from "./resolvers/team-resolver.js";
import { UserMutations } from "./resolvers/user-mutations.js";
import { UserResolver } from "./resolvers/user-resolver.js";
import { ViewerResolver } from "./resolvers/viewer-resolver.js";
import { WorkspaceMutations } from "./resolvers/workspace-mutations.js";
import { WorkspaceResolver } from "./resolvers/workspace-resolver.js";
import { buildGraph, type Graph, type GraphNaming, type GraphParts } from "./schema/federation.js";
import { declareProviderNames } from "./schema/provider-name.js";

const resolvers: GraphParts["resolvers"] = [
  AccountStatusResolver,
  ActivityResolver,
  LinkedAccountResolver,
  NodeResolver,
  OperationResolver,
  OrganizationResolver,
  RoleResolver,
  TeamMutations,
  TeamResolver,
  UserMutations,
  UserResolver,
  ViewerResolver,
  WorkspaceMutations,
  WorkspaceResolver,
];

/** Rollcall's graph over the registered providers. */
export function createGraph(naming: GraphNaming = {}): Promise<Graph> {
  declareProviderNames(providers);
  return buildGraph({ resolvers, references, rules: ruledFields }, naming);
}
