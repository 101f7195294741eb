import { ArgsType, Field, ID } from "type-graphql";
import type { ActivityAction } from "../directory/activity.js";
import { ActivityActionEnum } from "./activity-enums.js";
import { AccountsArgs } from "./paging.js";
import { DateTime } from "./scalars.js";

@ArgsType()
export class ActivitiesArgs extends AccountsArgs {
  @Field(() => DateTime, { nullable: true, description: "From this time on." })
  readonly since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Before this time." })
  readonly until?: Date | null;

  @Field(() => [ID], { nullable: true, description: "Done by one of these Users." })
  readonly actors?: readonly string[] | null;

  @Field(() => [ActivityActionEnum], { nullable: true, description: "Of one of these actions." })
  readonly actions?: readonly ActivityAction[] | null;
}
