/** What one request may ask for. One plain object, so that a caller can be given a stricter or a looser set. */
export interface RequestLimits {
  /** Lexical tokens of the document; as many comments, which are no tokens, may come with them. */
  readonly tokens: number;
  /** Aliases of one operation, fragments expanded: each alias may be another upstream call. */
  readonly aliases: number;
  /** Inline fragments of the whole document: comparing them is what makes validation slow. */
  readonly inlineFragments: number;
  /** Fragment definitions of the whole document. */
  readonly fragments: number;
  /** Fields written again in the same selection set: validation compares such fields pairwise. */
  readonly repeatedFields: number;
  /** Fields at the root of one operation, fragments expanded; `__typename` is free. */
  readonly rootFields: number;
  /** Fields at the root of one mutation. */
  readonly mutationFields: number;
  /** Nesting of fields, fragments expanded; what is under `__schema` and `__type` is free. */
  readonly depth: number;
  /** Entries of `representations` of one operation together. */
  readonly representations: number;
  /** Entries of any one list in the variables. */
  readonly listItems: number;
  /** Nesting of lists and input objects, in the variables or written in the document. */
  readonly inputDepth: number;
  /** Largest `first` argument. */
  readonly pageSize: number;
  /** Predicted cost: the SDL's `@cost`, multiplied down the tree by page sizes and `@listSize`. */
  readonly cost: number;
}

/** For callers of whom nothing is known. */
export const defaultLimits: RequestLimits = {
  tokens: 1_000,
  aliases: 15,
  inlineFragments: 30,
  fragments: 50,
  repeatedFields: 50,
  rootFields: 5,
  mutationFields: 1,
  depth: 12,
  representations: 1_000,
  listItems: 1_000,
  inputDepth: 20,
  pageSize: 100,
  cost: 200_000,
};

/**
 * For a router that has proved itself: it sends what it planned, for many clients at once, and asks `_entities` with
 * one inline fragment for each type. But what it plans is what its clients ask, so what makes validation slow is
 * bounded all the same: that time grows with tokens times the fragments, inline fragments or repeated fields that
 * hold them. The worst valid document found takes 40 ms of CPU at these figures, and 110 ms at 5,000 tokens and 100
 * fragments.
 */
export const routerLimits: RequestLimits = {
  ...defaultLimits,
  tokens: 3_000,
  aliases: 200,
  inlineFragments: 40,
  fragments: 60,
  repeatedFields: 60,
  rootFields: 50,
  representations: 5_000,
  listItems: 5_000,
  cost: 1_000_000,
};

/** `first` where it is absent or null and the schema names no default. */
export const defaultPageSize = 50;
