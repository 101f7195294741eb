import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { Capability, FilterExecution, Operation, Support } from "../directory/capabilities.js";
import type { AccountState, RoleCardinality } from "../directory/account-state.js";
import {
  AccountStateEnum,
  FilterExecutionEnum,
  OperationEnum,
  RoleCardinalityEnum,
  SupportEnum,
} from "./account-enums.js";
import { NodeType } from "./node.js";
import { ProviderNameEnum } from "./provider-name.js";
import { DateTime } from "./scalars.js";
import { assumedSize } from "./paging.js";

@ObjectType("AccountHealth", { description: "What a check of an account found." })
export class AccountHealthType {
  @Field(() => AccountStateEnum, { description: "OK, or what is wrong." })
  readonly state!: AccountState;

  @Field(() => String, { nullable: true, description: "What is wrong, for people." })
  readonly message!: string | null;

  @Field(() => DateTime, { description: "When it was checked." })
  readonly checkedAt!: Date;
}

@ObjectType("InputFieldSupport", { description: "Whether an operation takes an input field." })
export class InputFieldSupportType {
  @Field(() => String, { description: "Name of the input field, such as `name.given`." })
  readonly name!: string;

  @Field(() => SupportEnum, { description: "Whether it can be given." })
  readonly support!: Support;
}

@ObjectType("Capability", { description: "Whether an operation can be asked of an account." })
export class CapabilityType implements Omit<Capability, "inputFields"> {
  @Field(() => OperationEnum, { description: "The operation." })
  readonly operation!: Operation;

  @Field(() => SupportEnum, { description: "Whether it can be asked." })
  readonly support!: Support;

  @Field(() => String, { nullable: true, description: "Conditions and limits." })
  readonly note!: string | null;

  @Field(() => String, { nullable: true, description: "The provider's own page about it." })
  readonly docsUrl!: string | null;

  @Directive(assumedSize(40))
  @Field(() => [InputFieldSupportType], {
    nullable: true,
    description:
      "The fields of its input, inner ones after a dot, and whether each can be given: none where the operation is " +
      "UNSUPPORTED. Null for reads, empty for writes whose fields do not differ.",
  })
  readonly inputFields!: readonly InputFieldSupportType[] | null;
}

@ObjectType("FilterSupport", { description: "Who applies a field of `UserFilter`." })
export class FilterSupportType {
  @Field(() => String, { description: "Name of the field." })
  readonly field!: string;

  @Field(() => FilterExecutionEnum, { description: "Who applies it." })
  readonly execution!: FilterExecution;
}

@ObjectType("RateBudget", { description: "How many calls a provider still allows." })
export class RateBudgetType {
  @Field(() => Int, { nullable: true, description: "Calls allowed in the window." })
  readonly limit!: number | null;

  @Field(() => Int, { nullable: true, description: "Calls left in it." })
  readonly remaining!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When the window begins anew." })
  readonly resetsAt!: Date | null;

  @Field(() => String, { description: "Where the figures come from." })
  readonly source!: string;
}

@ObjectType("Seat", { description: "A kind of seat that an account is limited to." })
export class SeatType {
  @Field(() => String, { description: "What the provider calls it." })
  readonly kind!: string;

  @Field(() => Int, { nullable: true, description: "How many there are; null when unlimited or unknown." })
  readonly limit!: number | null;

  @Field(() => Int, { nullable: true, description: "How many are taken." })
  readonly used!: number | null;

  @Field(() => String, { nullable: true, description: "What else there is to know." })
  readonly note!: string | null;
}

/** Relations and what costs a call are declared in the resolver. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "accountKey")')
@ObjectType("LinkedAccount", {
  implements: NodeType,
  description:
    "One account at one provider, with settings and credentials. Everything else belongs to exactly one.",
})
export class LinkedAccountType implements NodeType {
  @Field(() => ID, { description: "Global, opaque id." })
  readonly id!: string;

  @Field(() => String, { description: "The account's configured id, unique in its tenant." })
  readonly accountKey!: string;

  @Field(() => ProviderNameEnum, { description: "Whose account it is." })
  readonly provider!: string;

  @Field(() => String, { description: "What the operator calls it." })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: "Version of the provider's API." })
  readonly apiVersion!: string | null;

  @Field(() => String, { nullable: true, description: "Region of the provider." })
  readonly region!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Installation that several accounts share, such as the products of one Teamwork site.",
  })
  readonly site!: string | null;

  @Directive(assumedSize(20))
  @Field(() => [FilterSupportType], { description: "Who applies which filter of Users." })
  readonly filters!: readonly FilterSupportType[];

  @Field(() => RateBudgetType, {
    nullable: true,
    description: "Calls that the provider still allows, where it tells.",
  })
  readonly rateBudget!: RateBudgetType | null;

  @Field(() => String, {
    nullable: true,
    description: "API that is written to, where the provider has several.",
  })
  readonly writeSurface!: string | null;

  @Field(() => RoleCardinalityEnum, { description: "How many roles a User holds at once." })
  readonly roleCardinality!: RoleCardinality;

  @Field(() => Boolean, { description: "Whether the operator forbids all writes." })
  readonly isReadOnly!: boolean;
}
