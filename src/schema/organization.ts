import { Directive, Field, ObjectType } from "type-graphql";
import { DirectoryObjectType, NodeType } from "./node.js";

/** Relations are declared in the resolver. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "accountKey remoteKey")')
@ObjectType("Organization", { implements: NodeType, description: "The company that a User belongs to." })
export class OrganizationType extends DirectoryObjectType {
  @Field(() => String, { description: "Name at the provider." })
  readonly name!: string;

  @Field(() => Boolean, { description: "Whether it is the account's own company; the others are clients." })
  readonly isOwner!: boolean;

  @Field(() => String, { nullable: true, description: "Its website." })
  readonly url!: string | null;
}
