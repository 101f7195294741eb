import { ArgsType, Field, ID } from "type-graphql";

@ArgsType()
export class LookupArgs {
  @Field(() => ID, { nullable: true, description: "Global id." })
  readonly id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Configured id of the linked account, together with `remoteKey`.",
  })
  readonly accountKey?: string | null;

  @Field(() => String, { nullable: true, description: "The provider's own key, together with `accountKey`." })
  readonly remoteKey?: string | null;
}

@ArgsType()
export class AccountLookupArgs {
  @Field(() => ID, { nullable: true, description: "Global id." })
  readonly id?: string | null;

  @Field(() => String, { nullable: true, description: "Configured id of the linked account." })
  readonly accountKey?: string | null;
}

@ArgsType()
export class NodeArgs {
  @Field(() => ID, { description: "Global id." })
  readonly id!: string;
}

@ArgsType()
export class NodesArgs {
  @Field(() => [ID], { description: "Global ids, at most 100." })
  readonly ids!: readonly string[];
}
