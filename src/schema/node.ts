import { Field, ID, InterfaceType, ObjectType } from "type-graphql";
import { decodeGlobalId } from "../directory/ids.js";

@InterfaceType("Node", {
  description: "An object with a global id.",
  resolveType: (value: { readonly id: string }) => decodeGlobalId(value.id)?.type,
})
export abstract class NodeType {
  @Field(() => ID, { description: "Global, opaque id." })
  readonly id!: string;
}

/** What every object that a provider keeps has in common. */
@ObjectType()
export abstract class DirectoryObjectType {
  @Field(() => ID, { description: "Global, opaque id." })
  readonly id!: string;

  @Field(() => String, { description: "Configured id of the linked account that the object belongs to." })
  readonly accountKey!: string;

  @Field(() => String, { description: "The provider's own id." })
  readonly remoteId!: string;

  @Field(() => String, {
    description:
      "The provider's own id, as `kind:id` where the type has several id spaces. With `accountKey` a key that other systems can build.",
  })
  readonly remoteKey!: string;
}
