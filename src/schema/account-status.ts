import { Directive, Field, Int, ObjectType } from "type-graphql";
import type { AccountState } from "../directory/account-state.js";
import type { ErrorCode } from "../directory/errors.js";
import { AccountStateEnum, ErrorCodeEnum } from "./account-enums.js";
import { assumedSize } from "./paging.js";

@Directive("@shareable")
@ObjectType("AccountNote", { description: "Something to know about an account's part of an answer." })
export class AccountNoteType {
  @Field(() => String, { description: "Stable code in SCREAMING_SNAKE." })
  readonly code!: string;

  @Field(() => String, { description: "The same for people." })
  readonly message!: string;
}

/** `linkedAccount` is declared in the resolver. */
@ObjectType("AccountStatus", { description: "How one linked account took part in a list." })
export class AccountStatusType {
  @Field(() => AccountStateEnum, { description: "How the account took part." })
  readonly state!: AccountState;

  @Field(() => ErrorCodeEnum, { nullable: true, description: "Code of the failure, if it failed." })
  readonly code!: ErrorCode | null;

  @Field(() => Int, { nullable: true, description: "HTTP status that the failure came with, if any." })
  readonly httpStatus!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Milliseconds after which asking again makes sense, if told.",
  })
  readonly retryAfterMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Milliseconds until the account's part was there; null if not asked.",
  })
  readonly latencyMs!: number | null;

  @Field(() => Int, {
    description:
      "Calls sent to the provider for this list and for what was started along with it; sign-ins apart.",
  })
  readonly upstreamCalls!: number;

  @Field(() => Int, { description: "Rows that were unreadable and left out." })
  readonly skippedRows!: number;

  @Directive(assumedSize(10))
  @Field(() => [AccountNoteType], { description: "What else there is to know." })
  readonly notes!: readonly AccountNoteType[];
}
