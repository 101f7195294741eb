import { Field, ID, Int, ObjectType } from "type-graphql";
import type { JsonObject } from "../directory/directory-object.js";
import { DateTime, Json } from "./scalars.js";

@ObjectType("AuditEvent", {
  description:
    "Something that was done by means of Rollcall, or refused. Events of a tenant are a chain: each hash covers the one before.",
})
export class AuditEventType {
  @Field(() => Int, { description: "Place in the tenant's log, from 1, without gaps." })
  readonly seq!: number;

  @Field(() => DateTime, { description: "When." })
  readonly occurredAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "Who, as the token says; null without authentication.",
  })
  readonly actor!: string | null;

  @Field(() => String, { description: "What was asked for, such as USER_INVITE." })
  readonly action!: string;

  @Field(() => String, { nullable: true, description: "Configured id of the linked account." })
  readonly accountKey!: string | null;

  @Field(() => ID, { nullable: true, description: "Id of what it was done to, where that is known." })
  readonly target!: string | null;

  @Field(() => String, {
    description: "APPLIED, DRY_RUN, NOTHING_TO_DO, an operation's state, or the code of a refusal.",
  })
  readonly outcome!: string;

  @Field(() => Json, { description: "What else is known of it. Names nobody." })
  readonly detail!: JsonObject;

  @Field(() => String, { description: "SHA-256 over the event and the hash before it." })
  readonly hash!: string;
}
