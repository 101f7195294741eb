import { Field, ObjectType } from "type-graphql";
import type { ActivityAction, ActivityActorKind } from "../directory/activity.js";
import { ActivityActionEnum, ActivityActorKindEnum } from "./activity-enums.js";
import { DirectoryObjectType, NodeType } from "./node.js";
import { DateTime } from "./scalars.js";

@ObjectType("ActivitySubject", { description: "What something was done to." })
export class ActivitySubjectType {
  @Field(() => String, { description: "What it is, in the provider's words." })
  readonly kind!: string;

  @Field(() => String, { nullable: true, description: "The provider's id of it." })
  readonly id!: string | null;

  @Field(() => String, { nullable: true, description: "Its name, or the address that was invited." })
  readonly name!: string | null;
}

/** Relations are declared in the resolver. An activity is no entity of the federation: nobody refers to one. */
@ObjectType("Activity", {
  implements: NodeType,
  description: "Something that somebody did, from the provider's own log.",
})
export class ActivityType extends DirectoryObjectType {
  @Field(() => DateTime, { description: "When it was done." })
  readonly occurredAt!: Date;

  @Field(() => ActivityActorKindEnum, { description: "What sort of actor did it." })
  readonly actorKind!: ActivityActorKind;

  @Field(() => String, { nullable: true, description: "The provider's own word for the sort of actor." })
  readonly rawActorKind!: string | null;

  @Field(() => ActivityActionEnum, { description: "What was done." })
  readonly action!: ActivityAction;

  @Field(() => String, { description: "The provider's own word for what was done." })
  readonly rawAction!: string;

  @Field(() => String, { nullable: true, description: "The same in the provider's sentence." })
  readonly summary!: string | null;

  @Field(() => ActivitySubjectType, { nullable: true, description: "What it was done to." })
  readonly subject!: ActivitySubjectType | null;
}
