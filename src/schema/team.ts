import { Directive, Field, ObjectType } from "type-graphql";
import type { TeamKind } from "../directory/team.js";
import { DirectoryObjectType, NodeType } from "./node.js";
import { TeamKindEnum } from "./team-enums.js";

/** Relations are declared in the resolver. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "accountKey remoteKey")')
@ObjectType("Team", { implements: NodeType, description: "A group of Users." })
export class TeamType extends DirectoryObjectType {
  @Field(() => String, { description: "Name at the provider." })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: "What the provider says of it." })
  readonly description!: string | null;

  @Field(() => TeamKindEnum, { description: "What the provider calls it." })
  readonly kind!: TeamKind;

  @Field(() => Boolean, { description: "Whether it is deleted and can be restored." })
  readonly isDeleted!: boolean;
}
