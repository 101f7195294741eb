import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import type { JsonObject } from "../directory/directory-object.js";
import type { LicenseKind } from "../directory/user.js";
import { Json } from "./scalars.js";
import { LicenseKindEnum } from "./user-enums.js";

@InputType("NameInput", {
  description: "A User's name. Give the parts or the whole, as the provider has it.",
})
export class NameInput {
  @Field(() => String, { nullable: true, description: "Given name." })
  readonly given?: string | null;

  @Field(() => String, { nullable: true, description: "Family name." })
  readonly family?: string | null;

  @Field(() => String, { nullable: true, description: "The whole name." })
  readonly full?: string | null;
}

@InputType("RoleInput", { description: "A Role, by id or by its name in the account. Give one of the two." })
export class RoleInput {
  @Field(() => ID, { nullable: true, description: "Global id." })
  readonly id?: string | null;

  @Field(() => String, { nullable: true, description: "Name, looked up in the account as it is now." })
  readonly name?: string | null;
}

@InputType("TeamInput", { description: "A Team, by id or by its name in the account. Give one of the two." })
class TeamInput {
  @Field(() => ID, { nullable: true, description: "Global id." })
  readonly id?: string | null;

  @Field(() => String, { nullable: true, description: "Name, looked up in the account as it is now." })
  readonly name?: string | null;
}

/** What can be said of a User when it is invited and later. */
@InputType({ description: "What can be said of a User." })
abstract class UserFieldsInput {
  @Field(() => NameInput, { nullable: true, description: "Name." })
  readonly name?: NameInput | null;

  @Field(() => RoleInput, { nullable: true, description: "Role to hold." })
  readonly role?: RoleInput | null;

  @Field(() => [TeamInput], { nullable: true, description: "Teams to be in; the whole list." })
  readonly teams?: readonly TeamInput[] | null;

  @Field(() => [ID], { nullable: true, description: "Workspaces to work in; the whole list." })
  readonly workspaces?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: "Organization to belong to." })
  readonly organization?: string | null;

  @Field(() => LicenseKindEnum, { nullable: true, description: "Licence to take." })
  readonly license?: LicenseKind | null;

  @Field(() => String, { nullable: true, description: "Job title." })
  readonly title?: string | null;

  @Field(() => String, { nullable: true, description: "Phone number." })
  readonly phone?: string | null;

  @Field(() => String, { nullable: true, description: "Extension." })
  readonly extension?: string | null;

  @Field(() => String, { nullable: true, description: "Time zone, as the provider names it." })
  readonly timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "Language, as the provider names it." })
  readonly locale?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the User takes work." })
  readonly isAvailable?: boolean | null;
}

@InputType("UserInviteInput", {
  description:
    "Whom to invite and as what. A field that the account's provider does not take is refused; `capabilities` tells which it takes.",
})
export class UserInviteInput extends UserFieldsInput {
  @Field(() => ID, { description: "Linked account to invite into." })
  readonly linkedAccount!: string;

  @Field(() => String, { description: "E-mail address." })
  readonly email!: string;

  @Field(() => Boolean, { defaultValue: true, description: "Whether the provider may write to the address." })
  readonly isNotified!: boolean;

  @Field(() => String, { nullable: true, description: "Words to go with the invitation." })
  readonly message?: string | null;
}

@InputType("UserUpdateInput", {
  description:
    "What to change. An absent field is left as it is, null clears it where the provider can, a list replaces the whole list.",
})
export class UserUpdateInput extends UserFieldsInput {
  @Field(() => String, { nullable: true, description: "E-mail address." })
  readonly email?: string | null;

  @Field(() => String, { nullable: true, description: "What the User says about its availability." })
  readonly note?: string | null;

  @Field(() => Int, { nullable: true, description: "Conversations that the User may have at once." })
  readonly maxConversations?: number | null;

  @Field(() => [String], { nullable: true, description: "Tags; the whole list." })
  readonly tags?: readonly string[] | null;

  @Field(() => Json, { nullable: true, description: "The provider's own attributes; the whole object." })
  readonly attributes?: JsonObject | null;
}

@InputType("TeamCreateInput", { description: "What the new Team is." })
export class TeamCreateInput {
  @Field(() => ID, { description: "Linked account to make it in." })
  readonly linkedAccount!: string;

  @Field(() => String, { description: "Name; nobody else in the same place has it." })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: "What it is for." })
  readonly description?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Workspace that it belongs to, where teams belong to one.",
  })
  readonly workspace?: string | null;
}

@InputType("TeamUpdateInput", { description: "What to change of a Team. An absent field is left as it is." })
export class TeamUpdateInput {
  @Field(() => String, { nullable: true, description: "Name." })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for; null clears it." })
  readonly description?: string | null;
}

/** What every mutation takes. */
@ArgsType()
abstract class WriteArgs {
  @Field(() => String, {
    nullable: true,
    description:
      "Makes it safe to ask again: the same key and input answer what the first one came to, for seven days. At most 255 characters.",
  })
  readonly idempotencyKey?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Looks and checks, and tells the calls that would be sent instead of sending them.",
  })
  readonly dryRun!: boolean;
}

@ArgsType()
export class UserInviteArgs extends WriteArgs {
  @Field(() => UserInviteInput, { description: "Whom to invite and as what." })
  readonly input!: UserInviteInput;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Invites although the address was invited in another form within the last ten minutes.",
  })
  readonly force!: boolean;
}

@ArgsType()
export class UserUpdateArgs extends WriteArgs {
  @Field(() => ID, { description: "User to change." })
  readonly id!: string;

  @Field(() => UserUpdateInput, { description: "What to change." })
  readonly input!: UserUpdateInput;
}

@ArgsType()
export class UserWriteArgs extends WriteArgs {
  @Field(() => ID, { description: "User that it is done to." })
  readonly id!: string;
}

@ArgsType()
export class UsersWriteArgs extends WriteArgs {
  @Field(() => [ID], { description: "Users that it is done to, 1 to 25." })
  readonly ids!: readonly string[];
}

@ArgsType()
export class UserHardDeleteArgs extends WriteArgs {
  @Field(() => ID, { description: "User to erase." })
  readonly id!: string;

  @Field(() => String, { description: "Repeats the User's `remoteId`." })
  readonly confirm!: string;
}

@ArgsType()
export class RoleArgs extends WriteArgs {
  @Field(() => ID, { description: "User that it is done to." })
  readonly id!: string;

  @Field(() => RoleInput, { description: "Role." })
  readonly role!: RoleInput;
}

@ArgsType()
export class TeamCreateArgs extends WriteArgs {
  @Field(() => TeamCreateInput, { description: "What the new Team is." })
  readonly input!: TeamCreateInput;
}

@ArgsType()
export class TeamUpdateArgs extends WriteArgs {
  @Field(() => ID, { description: "Team to change." })
  readonly id!: string;

  @Field(() => TeamUpdateInput, { description: "What to change." })
  readonly input!: TeamUpdateInput;
}

@ArgsType()
export class TeamWriteArgs extends WriteArgs {
  @Field(() => ID, { description: "Team that it is done to." })
  readonly id!: string;
}

@ArgsType()
export class WorkspaceMembersArgs extends WriteArgs {
  @Field(() => ID, { description: "Workspace that it is done to." })
  readonly id!: string;

  @Field(() => [ID], { description: "Users, 1 to 100." })
  readonly users!: readonly string[];
}

@ArgsType()
export class TeamMembersArgs extends WriteArgs {
  @Field(() => ID, { description: "Team that it is done to." })
  readonly id!: string;

  @Field(() => [ID], { description: "Users, 1 to 100." })
  readonly users!: readonly string[];
}
