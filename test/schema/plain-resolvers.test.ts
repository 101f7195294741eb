import "reflect-metadata";
import { describe, expect, test } from "@jest/globals";
import { graphql } from "graphql";
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
  getMetadataStorage,
} from "type-graphql";
import type { RuledField } from "../../src/access/field-rules.js";
import { buildGraph } from "../../src/schema/federation.js";

@ObjectType()
class Thing {
  @Field(() => Int)
  readonly size!: number;
}

@ArgsType()
class TimesArgs {
  @Field(() => Int)
  readonly times!: number;
}

/** A resolver of one query, whose field is decorated anew for each test. */
function declare(decorate: MethodDecorator | null, root: ReturnType<typeof Root>): new () => object {
  @Resolver(() => Thing)
  class ThingResolver {
    readonly #name = "product";

    @Query(() => Thing)
    thing(): object {
      return { size: 2 };
    }

    @FieldResolver(() => String)
    grown(
      @Ctx() context: { readonly unit: string },
      @Args(() => TimesArgs) { times }: TimesArgs,
      @Info() { fieldName }: { readonly fieldName: string },
      thing: Thing,
    ): string {
      return `${fieldName} ${this.#name}: ${thing.size * times} ${context.unit}`;
    }
  }
  root(ThingResolver.prototype, "grown", 3);
  const descriptor = Object.getOwnPropertyDescriptor(ThingResolver.prototype, "grown");
  if (descriptor !== undefined) decorate?.(ThingResolver.prototype, "grown", descriptor);
  return ThingResolver;
}

/** Everything is open. */
const rules = toRules({ Query: "thing _service", _Service: "sdl", Thing: "size grown" });

function toRules(fields: Readonly<Record<string, string>>): RuledField[] {
  return Object.entries(fields).flatMap(([type, names]) =>
    names.split(" ").map((field): RuledField => ({ type, field, rule: "anybody" })),
  );
}

async function build(resolver: new () => object): Promise<Awaited<ReturnType<typeof buildGraph>>> {
  try {
    return await buildGraph({ resolvers: [resolver], references: {}, rules });
  } finally {
    const storage = getMetadataStorage();
    storage.fieldResolvers = storage.fieldResolvers.filter(({ target }) => target !== resolver);
  }
}

describe("a method with @FieldResolver", () => {
  test("is given what its decorators say, whatever their order, and answers at once", async () => {
    const { schema } = await build(declare(null, Root()));
    const contextValue = { unit: "m" };
    const reply = await graphql({ schema, source: "{ thing { grown(times: 3) } }", contextValue });
    expect(reply).toEqual({ data: { thing: { grown: "grown product: 6 m" } } });
    const thing = schema.getType("Thing");
    const field = thing !== undefined && "getFields" in thing ? thing.getFields()["grown"] : undefined;
    const resolve = field !== undefined && "resolve" in field ? field.resolve : undefined;
    const info = { fieldName: "grown" } as never;
    expect(resolve?.({ size: 2 }, { times: 3 }, contextValue, info)).toBe("grown product: 6 m");
  });

  test.each([
    ["middleware", UseMiddleware((_action, next) => next()) as MethodDecorator, Root()],
    ["a parameter with options", null, Root("size")],
  ])("is refused with %s, which nobody would heed", async (_what, decorate, root) => {
    await expect(build(declare(decorate, root))).rejects.toThrow(/heed|options/u);
  });
});
