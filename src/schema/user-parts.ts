import { Directive, Field, Int, ObjectType } from "type-graphql";
import type { LicenseKind, Presence, UserState } from "../directory/user.js";
import { DateTime } from "./scalars.js";
import { LicenseKindEnum, PresenceEnum, UserStateEnum } from "./user-enums.js";

@Directive("@shareable")
@ObjectType("UserName", { description: "A User's name, as far as the provider splits it." })
export class UserNameType {
  @Field(() => String, { nullable: true, description: "The whole name." })
  readonly full!: string | null;

  @Field(() => String, { nullable: true, description: "Given name." })
  readonly given!: string | null;

  @Field(() => String, { nullable: true, description: "Family name." })
  readonly family!: string | null;
}

@Directive("@shareable")
@ObjectType("License", { description: "The licence that a User takes." })
export class LicenseType {
  @Field(() => LicenseKindEnum, { description: "Its sort." })
  readonly kind!: LicenseKind;

  @Field(() => String, { nullable: true, description: "The provider's own word for it." })
  readonly raw!: string | null;
}

@ObjectType("UserLifecycle", { description: "Where a User stands and since when." })
export class UserLifecycleType {
  @Field(() => UserStateEnum, { description: "The state." })
  readonly state!: UserState;

  @Field(() => String, { description: "The provider's own word for the state." })
  readonly rawState!: string;

  @Field(() => DateTime, { nullable: true, description: "When the User was invited." })
  readonly invitedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When the membership began." })
  readonly createdAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it last changed." })
  readonly updatedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When the User was last active." })
  readonly lastActiveAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When the User was disabled." })
  readonly disabledAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When the User was deleted." })
  readonly deletedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Until when a deleted User can be restored." })
  readonly restorableUntil!: Date | null;
}

@ObjectType("UserAvailability", { description: "Whether a User can take work right now." })
export class UserAvailabilityType {
  @Field(() => Boolean, { nullable: true, description: "Whether the User says so." })
  readonly isAvailable!: boolean | null;

  @Field(() => PresenceEnum, { nullable: true, description: "Whether the User is connected." })
  readonly presence!: Presence | null;

  @Field(() => String, { nullable: true, description: "The provider's own word for the presence." })
  readonly rawPresence!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When the presence last changed." })
  readonly presenceChangedAt!: Date | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the User has as much work as allowed." })
  readonly isBusy!: boolean | null;

  @Field(() => String, { nullable: true, description: "What the User says about it." })
  readonly note!: string | null;

  @Field(() => Int, { nullable: true, description: "Conversations that the User has." })
  readonly openConversations!: number | null;

  @Field(() => Int, { nullable: true, description: "Conversations that the User may have at once." })
  readonly maxConversations!: number | null;
}

@Directive("@shareable")
@ObjectType("Permission", { description: "Whether something may be done." })
export class PermissionType {
  @Field(() => Boolean, { description: "Whether it may." })
  readonly isAllowed!: boolean;

  @Field(() => String, { nullable: true, description: "Why not." })
  readonly reason!: string | null;
}

@ObjectType("UserViewerCan", { description: "What the viewer may do to a User." })
export class UserViewerCanType {
  @Field(() => PermissionType, { description: "Change it." })
  readonly update!: PermissionType;

  @Field(() => PermissionType, { description: "Disable it." })
  readonly disable!: PermissionType;

  @Field(() => PermissionType, { description: "Remove it so that it can be restored." })
  readonly softDelete!: PermissionType;

  @Field(() => PermissionType, { description: "Restore it." })
  readonly restore!: PermissionType;

  @Field(() => PermissionType, { description: "Remove it for good." })
  readonly hardDelete!: PermissionType;
}
