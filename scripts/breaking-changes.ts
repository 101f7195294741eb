// Which changes of the schema would break a client, apart from removals that were announced in time.
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { pruneSchema } from "@graphql-tools/utils";
import type { ConstDirectiveNode, GraphQLSchema } from "graphql";
import { buildASTSchema, Kind, parse, visit } from "graphql";

/** As GRAPH's convention writes it: "Use `x`. Removal on 2027-01-31 UTC." */
const removalDate = /Removal on (\d{4}-\d{2}-\d{2}) UTC/;

interface Deprecable {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Whether the element's announced removal date is the day given or lies before it. */
const isExpired = ({ directives = [] }: Deprecable, today: string): boolean => {
  const deprecated = directives.find(({ name }) => name.value === "deprecated");
  const reason = deprecated?.arguments?.find(({ name }) => name.value === "reason")?.value;
  if (reason?.kind !== Kind.STRING) return false;
  const date = removalDate.exec(reason.value)?.[1];
  return date !== undefined && date <= today;
};

/** The schema as if everything with a past removal date were gone, with the types only that used. */
const withoutExpired = (sdl: string, today: string): GraphQLSchema => {
  const dropExpired = (node: Deprecable): null | undefined => (isExpired(node, today) ? null : undefined);
  const document = visit(parse(sdl), {
    FieldDefinition: dropExpired,
    InputValueDefinition: dropExpired,
    EnumValueDefinition: dropExpired,
  });
  return pruneSchema(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
};

/**
 * Tells what breaks clients of `before` in `after`, one sentence each.
 *
 * @param today ISO date in UTC: elements whose `Removal on YYYY-MM-DD UTC` is reached may go.
 */
export const findBreakingChanges = async (
  before: string,
  after: string,
  today: string,
): Promise<string[]> => {
  const next = buildASTSchema(parse(after), { assumeValid: true, assumeValidSDL: true });
  const changes = await diff(withoutExpired(before, today), next);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
};
