import { ArgsType, Field, ID, type ClassType } from "type-graphql";
import type { ActivityAction } from "../directory/activity.js";
import { ActivityActionEnum } from "./activity-enums.js";
import { AccountsArgs, PageArgs } from "./paging.js";
import { DateTime } from "./scalars.js";

/** What narrows a list of activities. */
export interface ActivityNarrowing {
  readonly since?: Date | null;
  readonly until?: Date | null;
  readonly actors?: readonly string[] | null;
  readonly actions?: readonly ActivityAction[] | null;
}

function narrowed<T extends ClassType<PageArgs>>(base: T): T & ClassType<ActivityNarrowing> {
  @ArgsType()
  abstract class NarrowedArgs extends base implements ActivityNarrowing {
    @Field(() => DateTime, { nullable: true, description: "From this time on." })
    readonly since?: Date | null;

    @Field(() => DateTime, { nullable: true, description: "Before this time." })
    readonly until?: Date | null;

    @Field(() => [ID], { nullable: true, description: "Done by one of these Users, at most 100." })
    readonly actors?: readonly string[] | null;

    @Field(() => [ActivityActionEnum], { nullable: true, description: "Of one of these actions." })
    readonly actions?: readonly ActivityAction[] | null;
  }
  return NarrowedArgs as T & ClassType<ActivityNarrowing>;
}

@ArgsType()
export class ActivitiesArgs extends narrowed(AccountsArgs) {}

@ArgsType()
export class AccountActivitiesArgs extends narrowed(PageArgs) {}
