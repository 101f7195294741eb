import { ArgsType, Directive, Field, ID, Int, ObjectType } from "type-graphql";

/** Cost facts of a connection field, read by routers and by Rollcall's own limits. */
export const listSize =
  '@listSize(assumedSize: 50, slicingArguments: ["first"], requireOneSlicingArgument: false, sizedFields: ["nodes", "edges"])';

/** How long a list that has no pages is taken to be; honestly, and rather too long. */
export function assumedSize(size: number): string {
  return `@listSize(assumedSize: ${size})`;
}

/** Cost facts of a field that costs a call of its own. */
export const ownCall = "@cost(weight: 10)";

@Directive("@shareable")
@ObjectType("PageInfo", { description: "Where a page stands in its list." })
export class PageInfoType {
  @Field(() => Boolean, { description: "Whether the list goes on after this page." })
  readonly hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "Where the scan stands: give it as `after` for the next page. Set even on an empty page that has a next one.",
  })
  readonly endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: "Items on the page, 1 to 100; 50 when absent or null." })
  readonly first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor to go on from: an `endCursor` or an edge's `cursor`.",
  })
  readonly after?: string | null;
}

@ArgsType()
export class AccountsArgs extends PageArgs {
  @Field(() => [ID], {
    nullable: true,
    description: "Linked accounts to ask; all of the tenant when absent.",
  })
  readonly accounts?: readonly string[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Fail instead of answering when an account failed or was cut short.",
  })
  readonly requireComplete!: boolean;
}
