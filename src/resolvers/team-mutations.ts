import { Args, Ctx, Directive, Mutation, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { TeamCreateArgs, TeamMembersArgs, TeamUpdateArgs, TeamWriteArgs } from "../schema/mutation-inputs.js";
import {
  TeamCreatePayload,
  TeamMembersAddPayload,
  TeamMembersRemovePayload,
  TeamRestorePayload,
  TeamSoftDeletePayload,
  TeamUpdatePayload,
} from "../schema/payloads.js";
import { answerAccountWrite, answerTeamWrite } from "./answer-write.js";
import { toMembersCommand, toTeamCreateCommand, toTeamUpdateCommand } from "./team-commands.js";
import type { Payload } from "./write-payload.js";

const needsWrite = '@requiresScopes(scopes: [["teams:write"]])';

@Resolver()
export class TeamMutations {
  @Directive(needsWrite)
  @Mutation(() => TeamCreatePayload, { description: "Makes a Team." })
  teamCreate(@Args(() => TeamCreateArgs) args: TeamCreateArgs, @Ctx() context: Context): Promise<Payload> {
    return answerAccountWrite(context, "TEAM_CREATE", args, (account) =>
      toTeamCreateCommand({ context, account }, args.input),
    );
  }

  @Directive(needsWrite)
  @Mutation(() => TeamUpdatePayload, { description: "Changes a Team." })
  teamUpdate(@Args(() => TeamUpdateArgs) args: TeamUpdateArgs, @Ctx() context: Context): Promise<Payload> {
    return answerTeamWrite(context, "TEAM_UPDATE", args, (team) => toTeamUpdateCommand(team, args.input));
  }

  @Directive(needsWrite)
  @Mutation(() => TeamSoftDeletePayload, { description: "Removes a Team so that it can be restored." })
  teamSoftDelete(@Args(() => TeamWriteArgs) args: TeamWriteArgs, @Ctx() context: Context): Promise<Payload> {
    const operation = "TEAM_SOFT_DELETE";
    return answerTeamWrite(context, operation, args, (team) => ({ operation, team }));
  }

  @Directive(needsWrite)
  @Mutation(() => TeamRestorePayload, { description: "Restores a soft-deleted Team." })
  teamRestore(@Args(() => TeamWriteArgs) args: TeamWriteArgs, @Ctx() context: Context): Promise<Payload> {
    const operation = "TEAM_RESTORE";
    return answerTeamWrite(context, operation, args, (team) => ({ operation, team }));
  }

  @Directive(needsWrite)
  @Mutation(() => TeamMembersAddPayload, {
    description: "Adds Users to a Team; those who are in it stay in it.",
  })
  teamMembersAdd(
    @Args(() => TeamMembersArgs) args: TeamMembersArgs,
    @Ctx() context: Context,
  ): Promise<Payload> {
    const operation = "TEAM_MEMBERS_ADD";
    return answerTeamWrite(context, operation, args, (team, account) => {
      return toMembersCommand({ context, account }, { operation, team, users: args.users });
    });
  }

  @Directive(needsWrite)
  @Mutation(() => TeamMembersRemovePayload, {
    description: "Takes Users out of a Team; those who are not in it are passed over.",
  })
  teamMembersRemove(
    @Args(() => TeamMembersArgs) args: TeamMembersArgs,
    @Ctx() context: Context,
  ): Promise<Payload> {
    const operation = "TEAM_MEMBERS_REMOVE";
    return answerTeamWrite(context, operation, args, (team, account) => {
      return toMembersCommand({ context, account }, { operation, team, users: args.users });
    });
  }
}
