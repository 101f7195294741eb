import { Directive, Field, Int, ObjectType } from "type-graphql";
import { declareEnum } from "./declare-enum.js";
import { DateTime } from "./scalars.js";

export type MetaSource = "LIVE" | "CACHE" | "STALE";

const MetaSourceEnum = declareEnum<MetaSource>("MetaSource", "How fresh an object is.", {
  LIVE: "Read during this request.",
  CACHE: "Read a little earlier, and still good.",
  STALE: "Read earlier, and served because the provider failed.",
});

@Directive("@shareable")
@ObjectType("ObjectMeta", { description: "How fresh an object is and where it came from." })
export class ObjectMetaType {
  @Field(() => DateTime, { description: "When the provider's answer arrived." })
  readonly fetchedAt!: Date;

  @Field(() => MetaSourceEnum, { description: "How fresh it is." })
  readonly source!: MetaSource;

  @Field(() => Int, { description: "Milliseconds since it was read." })
  readonly ageMs!: number;

  @Field(() => String, { description: "API that it came from." })
  readonly surface!: string;
}
