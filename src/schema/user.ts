import { Directive, Field, ObjectType } from "type-graphql";
import type { JsonObject } from "../directory/directory-object.js";
import type { Privilege } from "../directory/role.js";
import type { UserBoundary, UserKind, UserState } from "../directory/user.js";
import { DirectoryObjectType, NodeType } from "./node.js";
import { PrivilegeEnum } from "./role-enums.js";
import { Json } from "./scalars.js";
import { UserBoundaryEnum, UserKindEnum, UserStateEnum } from "./user-enums.js";
import { LicenseType, UserAvailabilityType, UserLifecycleType, UserNameType } from "./user-parts.js";

/** Relations are declared in the resolver. What other teams `@requires` stays flat and without a guard. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "accountKey remoteKey")')
@ObjectType("User", {
  implements: NodeType,
  description: "One person's membership as the provider counts it inside one linked account.",
})
export class UserType extends DirectoryObjectType {
  @Field(() => String, {
    description:
      "Name to show: the name, else the user name, else the e-mail's local part, else the remote id.",
  })
  readonly displayName!: string;

  @Field(() => UserStateEnum, { description: "Where the User stands." })
  readonly state!: UserState;

  @Field(() => UserNameType, { nullable: true, description: "Name in parts." })
  readonly name!: UserNameType | null;

  @Field(() => String, { nullable: true, description: "E-mail address." })
  readonly email!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Name to sign in with, where it is not the e-mail address.",
  })
  readonly username!: string | null;

  @Field(() => String, { nullable: true, description: "Job title." })
  readonly title!: string | null;

  @Field(() => String, { nullable: true, description: "Phone number." })
  readonly phone!: string | null;

  @Field(() => String, { nullable: true, description: "Phone extension inside the company." })
  readonly extension!: string | null;

  @Field(() => String, { nullable: true, description: "Picture." })
  readonly avatarUrl!: string | null;

  @Field(() => String, { nullable: true, description: "IANA time zone." })
  readonly timeZone!: string | null;

  @Field(() => String, { nullable: true, description: "Language, as a BCP 47 tag." })
  readonly locale!: string | null;

  @Field(() => UserBoundaryEnum, { description: "Whether one of the account's own people." })
  readonly boundary!: UserBoundary;

  @Field(() => UserKindEnum, { description: "What sort of account it is." })
  readonly kind!: UserKind;

  @Field(() => LicenseType, { nullable: true, description: "Licence that the User takes." })
  readonly license!: LicenseType | null;

  @Field(() => UserLifecycleType, { description: "Where the User stands and since when." })
  readonly lifecycle!: UserLifecycleType;

  @Field(() => UserAvailabilityType, {
    nullable: true,
    description: "Whether the User can take work right now.",
  })
  readonly availability!: UserAvailabilityType | null;

  @Field(() => String, {
    nullable: true,
    description: "The provider's id of the human behind, where it differs from the membership's.",
  })
  readonly identityId!: string | null;

  @Field(() => PrivilegeEnum, { description: "Highest privilege of the roles held." })
  readonly privilege!: Privilege;

  @Field(() => [String], { nullable: true, description: "Tags of the provider." })
  readonly tags!: readonly string[] | null;

  @Field(() => Json, { nullable: true, description: "Custom attributes of the provider." })
  readonly attributes!: JsonObject | null;
}
