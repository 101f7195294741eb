import { Args, Ctx, Directive, Mutation, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { UserOperation } from "../directory/writing.js";
import {
  RoleArgs,
  UserHardDeleteArgs,
  UserInviteArgs,
  UserUpdateArgs,
  UserWriteArgs,
  UsersWriteArgs,
} from "../schema/mutation-inputs.js";
import {
  RoleAssignPayload,
  RoleUnassignPayload,
  UserDisablePayload,
  UserEnablePayload,
  UserHardDeletePayload,
  UserInvitationCancelPayload,
  UserInvitationResendPayload,
  UserInvitePayload,
  UserRestorePayload,
  UserSoftDeletePayload,
  UserUpdatePayload,
  UsersDisablePayload,
} from "../schema/payloads.js";
import { toInviteCommand, toNamedRef, toUpdateCommand } from "./user-commands.js";
import { answerAccountWrite, answerUserWrite } from "./answer-write.js";
import type { Payload } from "./write-payload.js";

const needsWrite = '@requiresScopes(scopes: [["users:write"]])';
const needsDelete = '@requiresScopes(scopes: [["users:delete"]])';

@Resolver()
export class UserMutations {
  @Directive(needsWrite)
  @Mutation(() => UserInvitePayload, {
    description: "Invites somebody into a linked account. What the provider does with it is in `effects`.",
  })
  userInvite(@Args(() => UserInviteArgs) args: UserInviteArgs, @Ctx() context: Context): Promise<Payload> {
    return answerAccountWrite(context, "USER_INVITE", args, (account) =>
      toInviteCommand({ context, account }, args.input),
    );
  }

  @Directive(needsWrite)
  @Mutation(() => UserInvitationResendPayload, { description: "Sends a pending invitation again." })
  userInvitationResend(
    @Args(() => UserWriteArgs) args: UserWriteArgs,
    @Ctx() context: Context,
  ): Promise<Payload> {
    return answerPlainWrite(context, "USER_INVITATION_RESEND", args);
  }

  @Directive(needsWrite)
  @Mutation(() => UserInvitationCancelPayload, { description: "Withdraws a pending invitation." })
  userInvitationCancel(
    @Args(() => UserWriteArgs) args: UserWriteArgs,
    @Ctx() context: Context,
  ): Promise<Payload> {
    return answerPlainWrite(context, "USER_INVITATION_CANCEL", args);
  }

  @Directive(needsWrite)
  @Mutation(() => UserUpdatePayload, { description: "Changes a User." })
  userUpdate(@Args(() => UserUpdateArgs) args: UserUpdateArgs, @Ctx() context: Context): Promise<Payload> {
    return answerUserWrite(context, "USER_UPDATE", args, (user, account) =>
      toUpdateCommand({ context, account }, user, args.input),
    );
  }

  @Directive(needsWrite)
  @Mutation(() => UserDisablePayload, { description: "Disables a User: it stays, and cannot come in." })
  userDisable(@Args(() => UserWriteArgs) args: UserWriteArgs, @Ctx() context: Context): Promise<Payload> {
    return answerPlainWrite(context, "USER_DISABLE", args);
  }

  @Directive(needsWrite)
  @Mutation(() => UsersDisablePayload, {
    description: "Disables several Users, each for itself: one that is refused keeps none of the others.",
  })
  async usersDisable(
    @Args(() => UsersWriteArgs) { ids, idempotencyKey, dryRun }: UsersWriteArgs,
    @Ctx() context: Context,
  ): Promise<UsersDisablePayload> {
    const refused = toRefusedNumber(ids);
    if (refused !== null) return { results: [], userErrors: [refused.error] };
    const results = ids.map(async (id) => {
      const own = { id, dryRun, idempotencyKey: idempotencyKey ?? null, keyPart: id };
      return { id, ...(await answerPlainWrite(context, "USER_DISABLE", own)) };
    });
    return { results: await Promise.all(results), userErrors: [] };
  }

  @Directive(needsWrite)
  @Mutation(() => UserEnablePayload, { description: "Enables a disabled User." })
  userEnable(@Args(() => UserWriteArgs) args: UserWriteArgs, @Ctx() context: Context): Promise<Payload> {
    return answerPlainWrite(context, "USER_ENABLE", args);
  }

  @Directive(needsWrite)
  @Mutation(() => RoleAssignPayload, {
    description:
      "Gives a User a role: beside those it has, or in place of the one, as the account's roleCardinality says.",
  })
  roleAssign(@Args(() => RoleArgs) args: RoleArgs, @Ctx() context: Context): Promise<Payload> {
    return answerRoleWrite(context, "ROLE_ASSIGN", args);
  }

  @Directive(needsWrite)
  @Mutation(() => RoleUnassignPayload, { description: "Takes a role from a User who holds several." })
  roleUnassign(@Args(() => RoleArgs) args: RoleArgs, @Ctx() context: Context): Promise<Payload> {
    return answerRoleWrite(context, "ROLE_UNASSIGN", args);
  }

  @Directive(needsDelete)
  @Mutation(() => UserSoftDeletePayload, {
    description:
      "Removes a User so that it can be restored. `effectiveMode` says what that is at the provider.",
  })
  userSoftDelete(@Args(() => UserWriteArgs) args: UserWriteArgs, @Ctx() context: Context): Promise<Payload> {
    return answerPlainWrite(context, "USER_SOFT_DELETE", args);
  }

  @Directive(needsDelete)
  @Mutation(() => UserRestorePayload, {
    description: "Restores a soft-deleted User. `fidelity` says how much came back.",
  })
  userRestore(@Args(() => UserWriteArgs) args: UserWriteArgs, @Ctx() context: Context): Promise<Payload> {
    return answerPlainWrite(context, "USER_RESTORE", args);
  }

  @Directive(needsDelete)
  @Mutation(() => UserHardDeletePayload, { description: "Removes a User for good." })
  userHardDelete(
    @Args(() => UserHardDeleteArgs) args: UserHardDeleteArgs,
    @Ctx() context: Context,
  ): Promise<Payload> {
    const { confirm } = args;
    return answerUserWrite(context, "USER_HARD_DELETE", args, (user) => ({
      operation: "USER_HARD_DELETE",
      user,
      confirm,
    }));
  }
}

function answerRoleWrite(
  context: Context,
  operation: "ROLE_ASSIGN" | "ROLE_UNASSIGN",
  args: RoleArgs,
): Promise<Payload> {
  return answerUserWrite(context, operation, args, (user, account) => ({
    operation,
    user,
    role: toNamedRef({ context, account }, "Role", args.role, ["role"]),
  }));
}

const maxUsers = 25;

function toRefusedNumber(ids: readonly string[]): WriteRefused | null {
  if (ids.length > 0 && ids.length <= maxUsers && new Set(ids).size === ids.length) return null;
  return new WriteRefused("INVALID", `Give 1 to ${maxUsers} ids, each once`, { field: ["ids"] });
}

/** A mutation that takes nothing but its User. */
function answerPlainWrite(
  context: Context,
  operation: UserOperation,
  args: UserWriteArgs & { readonly keyPart?: string },
): Promise<Payload> {
  return answerUserWrite(context, operation, args, (user) => ({ operation, user }));
}
