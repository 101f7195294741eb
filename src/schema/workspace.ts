import { Directive, Field, ObjectType } from "type-graphql";
import type { WorkspaceKind, WorkspaceState } from "../directory/workspace.js";
import { DirectoryObjectType, NodeType } from "./node.js";
import { WorkspaceKindEnum, WorkspaceStateEnum } from "./team-enums.js";

/** Relations are declared in the resolver. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "accountKey remoteKey")')
@ObjectType("Workspace", { implements: NodeType, description: "A place that Users work in." })
export class WorkspaceType extends DirectoryObjectType {
  @Field(() => String, { description: "Name at the provider." })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: "What the provider says of it." })
  readonly description!: string | null;

  @Field(() => WorkspaceKindEnum, { description: "What the provider calls it." })
  readonly kind!: WorkspaceKind;

  @Field(() => WorkspaceStateEnum, { description: "Whether it is in use." })
  readonly state!: WorkspaceState;

  @Field(() => String, { nullable: true, description: "The provider's own word for the state." })
  readonly rawState!: string | null;

  @Field(() => String, { nullable: true, description: "Where it opens in a browser." })
  readonly url!: string | null;
}
