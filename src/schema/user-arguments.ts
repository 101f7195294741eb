import { ArgsType, Field, ID, InputType } from "type-graphql";
import type { Privilege } from "../directory/role.js";
import type { LicenseKind, UserBoundary, UserKind, UserState } from "../directory/user.js";
import { declareEnum } from "./declare-enum.js";
import { AccountsArgs, PageArgs } from "./paging.js";
import { PrivilegeEnum } from "./role-enums.js";
import { DateTime } from "./scalars.js";
import { LicenseKindEnum, UserBoundaryEnum, UserKindEnum, UserStateEnum } from "./user-enums.js";

export type UserOrderField = "DISPLAY_NAME" | "EMAIL" | "CREATED_AT" | "UPDATED_AT";
export type OrderDirection = "ASC" | "DESC";

const UserOrderFieldEnum = declareEnum<UserOrderField>("UserOrderField", "What Users are sorted by.", {
  DISPLAY_NAME: "Name to show, regardless of case.",
  EMAIL: "E-mail address.",
  CREATED_AT: "When the membership began.",
  UPDATED_AT: "When it last changed.",
});

const OrderDirectionEnum = declareEnum<OrderDirection>("OrderDirection", "Which way a list is sorted.", {
  ASC: "Least first.",
  DESC: "Greatest first.",
});

@InputType("UserOrder", { description: "How Users are sorted. Users that lack the field come last." })
export class UserOrderInput {
  @Field(() => UserOrderFieldEnum, { description: "What to sort by." })
  readonly field!: UserOrderField;

  @Field(() => OrderDirectionEnum, { defaultValue: "ASC", description: "Which way." })
  readonly direction!: OrderDirection;
}

@InputType("UserFilter", {
  description: "Which Users are asked for. Fields narrow together; an absent one does not.",
})
export class UserFilterInput {
  @Field(() => [UserStateEnum], {
    nullable: true,
    description: "In one of these states. ACTIVE and INVITED when absent; with `emails`, all.",
  })
  readonly states?: readonly UserState[] | null;

  @Field(() => [String], { nullable: true, description: "With one of these e-mail addresses, at most 100." })
  readonly emails?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "With all these words in name, e-mail address or user name.",
  })
  readonly search?: string | null;

  @Field(() => ID, { nullable: true, description: "Holding this role." })
  readonly role?: string | null;

  @Field(() => [PrivilegeEnum], { nullable: true, description: "Whose highest privilege is one of these." })
  readonly privileges?: readonly Privilege[] | null;

  @Field(() => ID, { nullable: true, description: "In this team." })
  readonly team?: string | null;

  @Field(() => ID, { nullable: true, description: "In this workspace." })
  readonly workspace?: string | null;

  @Field(() => ID, { nullable: true, description: "Of this organization." })
  readonly organization?: string | null;

  @Field(() => [UserBoundaryEnum], {
    nullable: true,
    description: "On one of these sides of the company's boundary.",
  })
  readonly boundaries?: readonly UserBoundary[] | null;

  @Field(() => [UserKindEnum], { nullable: true, description: "Of one of these kinds." })
  readonly kinds?: readonly UserKind[] | null;

  @Field(() => [LicenseKindEnum], { nullable: true, description: "With one of these licences." })
  readonly licenses?: readonly LicenseKind[] | null;

  @Field(() => String, { nullable: true, description: "Whose human has this id at the provider." })
  readonly identityId?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Changed after this time." })
  readonly updatedAfter?: Date | null;
}

@ArgsType()
export class UsersArgs extends AccountsArgs {
  @Field(() => UserFilterInput, { nullable: true, description: "Which Users." })
  readonly filter?: UserFilterInput | null;

  @Field(() => UserOrderInput, {
    nullable: true,
    description:
      "Sorts at most 5,000 Users; without it, accounts and their Users come in the providers' order.",
  })
  readonly orderBy?: UserOrderInput | null;
}

@ArgsType()
export class AccountUsersArgs extends PageArgs {
  @Field(() => UserFilterInput, { nullable: true, description: "Which Users." })
  readonly filter?: UserFilterInput | null;

  @Field(() => UserOrderInput, { nullable: true, description: "Sorts at most 5,000 Users." })
  readonly orderBy?: UserOrderInput | null;
}

@ArgsType()
export class StatesArgs {
  @Field(() => [UserStateEnum], {
    nullable: true,
    description: "In one of these states; ACTIVE and INVITED when absent.",
  })
  readonly states?: readonly UserState[] | null;
}

@ArgsType()
export class MembersArgs extends PageArgs {
  @Field(() => [UserStateEnum], {
    nullable: true,
    description: "In one of these states; ACTIVE and INVITED when absent.",
  })
  readonly states?: readonly UserState[] | null;
}
