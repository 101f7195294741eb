import { Field, ObjectType } from "type-graphql";

/** `users` is declared in the resolver. */
@ObjectType("Viewer", { description: "Who asks." })
export class ViewerType {
  @Field(() => String, { description: "Tenant that the request is for." })
  readonly tenant!: string;

  @Field(() => String, {
    nullable: true,
    description: "Who asks, as the token says; null without authentication.",
  })
  readonly subject!: string | null;

  @Field(() => [String], { description: "What the viewer may do." })
  readonly scopes!: readonly string[];
}
