import { Field, ObjectType } from "type-graphql";
import type { Privilege } from "../directory/role.js";
import { PrivilegeEnum } from "./role-enums.js";

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
  readonly scopes!: ReadonlySet<string>;

  @Field(() => PrivilegeEnum, {
    nullable: true,
    description: "Highest privilege that the viewer may grant; null grants none.",
  })
  readonly maxPrivilege!: Privilege | null;
}
