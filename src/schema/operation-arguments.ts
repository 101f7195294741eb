import { ArgsType, Directive, Field, ID, ObjectType } from "type-graphql";
import { declareEnum } from "./declare-enum.js";
import { assumedSize } from "./paging.js";
import { UserErrorType, WriteOperationType } from "./write-parts.js";

const OperationOutcomeEnum = declareEnum<"APPLIED" | "NOT_APPLIED">(
  "OperationOutcome",
  "What a person found out about an operation.",
  { APPLIED: "It was done.", NOT_APPLIED: "It was not done, and may be asked for again." },
);

@ArgsType()
export class OperationArgs {
  @Field(() => ID, { description: "Id, as a mutation told it." })
  readonly id!: string;
}

@ArgsType()
export class OperationResolveArgs {
  @Field(() => ID, { description: "Operation in state NEEDS_REVIEW." })
  readonly id!: string;

  @Field(() => OperationOutcomeEnum, { description: "What was found out." })
  readonly outcome!: "APPLIED" | "NOT_APPLIED";

  @Field(() => String, {
    description: "How it was found out; kept in the audit log. At most 1,000 characters.",
  })
  readonly note!: string;
}

@ObjectType("OperationResolvePayload", { description: "What became of `operationResolve`." })
export class OperationResolvePayload {
  @Field(() => WriteOperationType, { nullable: true, description: "The operation as it is now." })
  readonly operation!: object | null;

  @Directive(assumedSize(2))
  @Field(() => [UserErrorType], { description: "Why it was refused; empty when it was not." })
  readonly userErrors!: readonly object[];
}
