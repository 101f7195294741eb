import { Directive, Field, ObjectType } from "type-graphql";
import type { Privilege, RoleKind, RoleScope } from "../directory/role.js";
import { DirectoryObjectType, NodeType } from "./node.js";
import { PrivilegeEnum, RoleKindEnum, RoleScopeEnum } from "./role-enums.js";

/** `description`, `isAssignable`, `permissions` and `users` may cost a call and are declared in the resolver. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "accountKey remoteKey")')
@ObjectType("Role", {
  implements: NodeType,
  description: "What a User may do, in the whole account or in one workspace.",
})
export class RoleType extends DirectoryObjectType {
  @Field(() => String, { description: "Name at the provider." })
  readonly name!: string;

  @Field(() => RoleScopeEnum, { description: "Where it holds." })
  readonly scope!: RoleScope;

  @Field(() => RoleKindEnum, { description: "What it is for." })
  readonly kind!: RoleKind;

  @Field(() => PrivilegeEnum, { description: "How far it reaches, comparable over providers." })
  readonly privilege!: Privilege;

  @Field(() => String, { nullable: true, description: "Licence that it takes, in the provider's words." })
  readonly license!: string | null;

  @Field(() => Boolean, { description: "Whether the provider itself defines it." })
  readonly isBuiltIn!: boolean;
}
