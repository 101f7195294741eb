import { Args, Ctx, Directive, Mutation, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { WorkspaceMembersArgs } from "../schema/mutation-inputs.js";
import { WorkspaceMembersAddPayload, WorkspaceMembersRemovePayload } from "../schema/payloads.js";
import { answerWorkspaceWrite } from "./answer-write.js";
import { toUserRefs } from "./team-commands.js";
import type { Payload } from "./write-payload.js";

const needsWrite = '@requiresScopes(scopes: [["workspaces:write"]])';

@Resolver()
export class WorkspaceMutations {
  @Directive(needsWrite)
  @Mutation(() => WorkspaceMembersAddPayload, { description: "Adds Users to a Workspace." })
  workspaceMembersAdd(
    @Args(() => WorkspaceMembersArgs) args: WorkspaceMembersArgs,
    @Ctx() context: Context,
  ): Promise<Payload> {
    return answerMembers(context, "WORKSPACE_MEMBERS_ADD", args);
  }

  @Directive(needsWrite)
  @Mutation(() => WorkspaceMembersRemovePayload, { description: "Takes Users out of a Workspace." })
  workspaceMembersRemove(
    @Args(() => WorkspaceMembersArgs) args: WorkspaceMembersArgs,
    @Ctx() context: Context,
  ): Promise<Payload> {
    return answerMembers(context, "WORKSPACE_MEMBERS_REMOVE", args);
  }
}

function answerMembers(
  context: Context,
  operation: "WORKSPACE_MEMBERS_ADD" | "WORKSPACE_MEMBERS_REMOVE",
  args: WorkspaceMembersArgs,
): Promise<Payload> {
  return answerWorkspaceWrite(context, operation, args, (workspace, account) => ({
    ...{ operation, workspace },
    users: toUserRefs({ context, account }, args.users),
  }));
}
