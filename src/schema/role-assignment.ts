import { Field, ObjectType } from "type-graphql";
import { RoleType } from "./role.js";
import { WorkspaceType } from "./workspace.js";

@ObjectType("RoleAssignment", { description: "A role that a User holds, and where." })
export class RoleAssignmentType {
  @Field(() => RoleType, { description: "The role." })
  readonly role!: RoleType;

  @Field(() => WorkspaceType, { nullable: true, description: "Where it holds; null for the whole account." })
  readonly workspace!: WorkspaceType | null;
}
