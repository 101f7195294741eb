import { Directive, Field, ID, ObjectType, type ClassType } from "type-graphql";
import type { Removal } from "../directory/writing.js";
import { assumedSize } from "./paging.js";
import { RoleType } from "./role.js";
import { DateTime } from "./scalars.js";
import { TeamType } from "./team.js";
import { UserType } from "./user.js";
import { WorkspaceType } from "./workspace.js";
import { RemovalModeEnum } from "./write-enums.js";
import {
  FidelityType,
  PlannedCallType,
  UserErrorType,
  WriteEffectType,
  WriteOperationType,
  WriteWarningType,
} from "./write-parts.js";

/** What every mutation answers beside its object. */
@ObjectType({ description: "What became of a mutation." })
abstract class WritePayload {
  @Directive(assumedSize(2))
  @Field(() => [UserErrorType], { description: "Why it was refused; empty when it was not." })
  readonly userErrors!: readonly object[];

  @Directive(assumedSize(3))
  @Field(() => [WriteWarningType], { description: "What should be known about it." })
  readonly warnings!: readonly object[];

  @Directive(assumedSize(3))
  @Field(() => [WriteEffectType], { description: "What it brings with it." })
  readonly effects!: readonly object[];

  @Field(() => WriteOperationType, {
    nullable: true,
    description: "The operation; null where nothing was to be sent.",
  })
  readonly operation!: object | null;

  @Directive(assumedSize(3))
  @Field(() => [PlannedCallType], {
    nullable: true,
    description: "What would be sent; null but for a dry run.",
  })
  readonly plannedCalls!: readonly object[] | null;
}

/** Likewise, with the User that it was done to. */
@ObjectType({ description: "What became of a mutation of a User." })
abstract class UserWritePayload extends WritePayload {
  @Field(() => UserType, {
    nullable: true,
    description: "The User as it is now; null when there is none, or none that can be told.",
  })
  readonly user!: object | null;
}

/** Likewise, with what the removal really did. */
@ObjectType({ description: "What became of a removal." })
abstract class RemovalPayload extends UserWritePayload {
  @Field(() => RemovalModeEnum, {
    nullable: true,
    description: "What was really done; null when nothing was.",
  })
  readonly effectiveMode!: Removal["effectiveMode"] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it can be undone; null when nothing was done.",
  })
  readonly isReversible!: boolean | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "Until when it can be undone; null where there is no such end.",
  })
  readonly restorableUntil!: Date | null;
}

@ObjectType({ description: "What became of a removal for good." })
abstract class ErasurePayload extends RemovalPayload {
  @Field(() => ID, { nullable: true, description: "Id of what is gone; null when nothing is." })
  readonly deletedId!: string | null;
}

@ObjectType({ description: "What became of a restore." })
abstract class RestorePayload extends UserWritePayload {
  @Field(() => FidelityType, { nullable: true, description: "How much came back; null when nothing did." })
  readonly fidelity!: object | null;
}

@ObjectType({ description: "What became of a change of roles." })
abstract class RolePayload extends UserWritePayload {
  @Field(() => RoleType, {
    nullable: true,
    description: "The role that the User had before, where it has one only; null when nothing was replaced.",
  })
  readonly replacedRole!: object | null;
}

/** Likewise, with the Team that it was done to. */
@ObjectType({ description: "What became of a mutation of a Team." })
abstract class TeamWritePayload extends WritePayload {
  @Field(() => TeamType, {
    nullable: true,
    description: "The Team as it is now; null when there is none, or none that can be told.",
  })
  readonly team!: object | null;
}

@ObjectType({ description: "What became of a Team's removal." })
abstract class TeamRemovalPayload extends TeamWritePayload {
  @Field(() => RemovalModeEnum, {
    nullable: true,
    description: "What was really done; null when nothing was.",
  })
  readonly effectiveMode!: Removal["effectiveMode"] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it can be undone; null when nothing was done.",
  })
  readonly isReversible!: boolean | null;
}

@ObjectType({ description: "What became of a Team's restore." })
abstract class TeamRestoreBase extends TeamWritePayload {
  @Field(() => FidelityType, { nullable: true, description: "How much came back; null when nothing did." })
  readonly fidelity!: object | null;
}

/** Likewise, with the Workspace that it was done to. */
@ObjectType({ description: "What became of a mutation of a Workspace." })
abstract class WorkspaceWritePayload extends WritePayload {
  @Field(() => WorkspaceType, {
    nullable: true,
    description: "The Workspace as it is now; null when there is none, or none that can be told.",
  })
  readonly workspace!: object | null;
}

/** One payload type for each mutation, as GitHub and Shopify have them. */
function declarePayload(name: string, base: abstract new () => object): ClassType {
  @ObjectType(`${name}Payload`, {
    description: `What became of \`${name.charAt(0).toLowerCase()}${name.slice(1)}\`.`,
  })
  class Payload extends (base as new () => object) {}
  return Payload;
}

export const UserInvitePayload = declarePayload("UserInvite", UserWritePayload);
export const UserInvitationResendPayload = declarePayload("UserInvitationResend", UserWritePayload);
export const UserInvitationCancelPayload = declarePayload("UserInvitationCancel", ErasurePayload);
export const UserUpdatePayload = declarePayload("UserUpdate", UserWritePayload);
export const UserDisablePayload = declarePayload("UserDisable", RemovalPayload);
export const UserEnablePayload = declarePayload("UserEnable", UserWritePayload);
export const UserSoftDeletePayload = declarePayload("UserSoftDelete", RemovalPayload);
export const UserRestorePayload = declarePayload("UserRestore", RestorePayload);
export const UserHardDeletePayload = declarePayload("UserHardDelete", ErasurePayload);

export const RoleAssignPayload = declarePayload("RoleAssign", RolePayload);
export const RoleUnassignPayload = declarePayload("RoleUnassign", UserWritePayload);
export const TeamCreatePayload = declarePayload("TeamCreate", TeamWritePayload);
export const TeamUpdatePayload = declarePayload("TeamUpdate", TeamWritePayload);
export const TeamSoftDeletePayload = declarePayload("TeamSoftDelete", TeamRemovalPayload);
export const TeamRestorePayload = declarePayload("TeamRestore", TeamRestoreBase);
export const TeamMembersAddPayload = declarePayload("TeamMembersAdd", TeamWritePayload);
export const TeamMembersRemovePayload = declarePayload("TeamMembersRemove", TeamWritePayload);

export const WorkspaceMembersAddPayload = declarePayload("WorkspaceMembersAdd", WorkspaceWritePayload);
export const WorkspaceMembersRemovePayload = declarePayload("WorkspaceMembersRemove", WorkspaceWritePayload);

@ObjectType("UsersDisableResult", { description: "What became of one of the Users." })
class UsersDisableResult extends RemovalPayload {
  @Field(() => ID, { description: "Id as it was given." })
  readonly id!: string;
}

@ObjectType("UsersDisablePayload", { description: "What became of `usersDisable`." })
export class UsersDisablePayload {
  @Directive(assumedSize(25))
  @Field(() => [UsersDisableResult], { description: "One for each id, in their order." })
  readonly results!: readonly object[];

  @Directive(assumedSize(2))
  @Field(() => [UserErrorType], {
    description: "Why the whole was refused; what became of each is in `results`.",
  })
  readonly userErrors!: readonly object[];
}
