import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { WriteOperation } from "../directory/capabilities.js";
import type { JsonValue } from "../directory/directory-object.js";
import type { Alternative, UserError, UserErrorCode } from "../directory/user-errors.js";
import type { WriteEffectKind } from "../directory/writing.js";
import type { IntentState } from "../store/store.js";
import { OperationEnum } from "./account-enums.js";
import { assumedSize } from "./paging.js";
import { DateTime, Json } from "./scalars.js";
import { OperationStateEnum, UserErrorCodeEnum, WriteEffectKindEnum } from "./write-enums.js";

@ObjectType("Alternative", { description: "Another way to what was wanted." })
class AlternativeType {
  @Field(() => OperationEnum, { description: "What can be asked instead." })
  readonly operation!: WriteOperation;

  @Field(() => String, { description: "What it does." })
  readonly note!: string;
}

@ObjectType("UserError", { description: "Why a mutation refuses its target." })
export class UserErrorType implements UserError {
  @Field(() => UserErrorCodeEnum, { description: "What to branch on." })
  readonly code!: UserErrorCode;

  @Field(() => String, { description: "The same in words." })
  readonly message!: string;

  @Field(() => [String], {
    nullable: true,
    description: "Path of the argument that is wrong; null when it is none alone.",
  })
  readonly field!: readonly string[] | null;

  @Field(() => Boolean, {
    description: "Whether the same may succeed later without anybody changing anything.",
  })
  readonly retryable!: boolean;

  @Directive(assumedSize(3))
  @Field(() => [AlternativeType], { description: "Other ways to what was wanted." })
  readonly alternatives!: readonly Alternative[];
}

@ObjectType("WriteWarning", { description: "What should be known about a write that went well." })
export class WriteWarningType {
  @Field(() => String, { description: "What to branch on." })
  readonly code!: string;

  @Field(() => String, { description: "The same in words." })
  readonly message!: string;
}

@ObjectType("WriteEffect", { description: "Something that a write brings with it." })
export class WriteEffectType {
  @Field(() => WriteEffectKindEnum, { description: "Its sort." })
  readonly kind!: WriteEffectKind;

  @Field(() => String, { description: "The same in words." })
  readonly detail!: string;
}

@ObjectType("PlannedCall", { description: "A call that a dry run would have sent." })
export class PlannedCallType {
  @Field(() => String, { description: "HTTP method." })
  readonly method!: string;

  @Field(() => String, { description: "Path and query below the provider's base URL." })
  readonly path!: string;

  @Field(() => Json, { nullable: true, description: "Body, where there is one." })
  readonly body!: JsonValue;
}

@ObjectType("Fidelity", { description: "How much of what was there a restore brought back." })
export class FidelityType {
  @Field(() => Boolean, { description: "Whether the User has the id that it had." })
  readonly sameId!: boolean;

  @Field(() => [String], { description: "What came back." })
  readonly restored!: readonly string[];

  @Field(() => [String], { description: "What did not." })
  readonly lost!: readonly string[];
}

@ObjectType("WriteOperation", {
  description: "A mutation as it is carried out: once, whatever becomes of the request that asked for it.",
})
export class WriteOperationType {
  @Field(() => ID, { description: "For `operation(id:)`." })
  readonly id!: string;

  @Field(() => OperationEnum, { description: "What is being done." })
  readonly operation!: WriteOperation;

  @Field(() => OperationStateEnum, { description: "Where it stands." })
  readonly state!: IntentState;

  @Field(() => String, { nullable: true, description: "The key that it was asked with." })
  readonly idempotencyKey!: string | null;

  @Field(() => String, { description: "Configured id of the linked account." })
  readonly accountKey!: string;

  @Field(() => ID, { nullable: true, description: "Id of what it is done to, where that is known." })
  readonly target!: string | null;

  @Field(() => String, { nullable: true, description: "Who asked for it; null without authentication." })
  readonly actor!: string | null;

  @Directive(assumedSize(1))
  @Field(() => [UserErrorType], { description: "What it came to, where that was a refusal." })
  readonly userErrors!: readonly UserError[];

  @Field(() => DateTime, { description: "When it was asked for." })
  readonly createdAt!: Date;

  @Field(() => DateTime, { description: "When its state changed last." })
  readonly updatedAt!: Date;
}
