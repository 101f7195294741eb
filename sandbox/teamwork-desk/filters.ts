import { isJsonObject, parseJsonObject, type JsonObject } from "../incoming.js";

/** A filter that Desk does not take; `field` is what its validator complains of. */
export class BadFilter extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** What of a document can be filtered by: a value, or several where it refers to others. */
export type Filterable<T> = Readonly<Record<string, (document: T) => unknown>>;

/** Whether the document passes the filter, in the manner of MongoDB (contract section 5). @throws BadFilter */
export function toTest<T>(text: string, fields: Filterable<T>): (document: T) => boolean {
  const filter = parseJsonObject(text);
  if (filter === null) throw new BadFilter("filter", "is not valid JSON");
  return toAll(filter, fields);
}

function toAll<T>(filter: JsonObject, fields: Filterable<T>): (document: T) => boolean {
  const tests = Object.entries(filter).map(([name, condition]) => toOne(name, condition, fields));
  return (document) => tests.every((test) => test(document));
}

function toOne<T>(name: string, condition: unknown, fields: Filterable<T>): (document: T) => boolean {
  if (name === "$and" || name === "$or") {
    if (!Array.isArray(condition)) throw new BadFilter(name, "is a list");
    const tests = condition.filter(isJsonObject).map((part) => toAll(part, fields));
    return (document) =>
      name === "$and" ? tests.every((test) => test(document)) : tests.some((test) => test(document));
  }
  const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!read) throw new BadFilter(name, "cannot be filtered by");
  const matches = toMatch(name, isJsonObject(condition) ? condition : { $eq: condition });
  return (document) => matches(read(document));
}

type Operator = (value: unknown, operand: unknown) => boolean;

const operators: Readonly<Record<string, Operator>> = {
  $eq: isSame,
  $ne: (value, operand) => !isSame(value, operand),
  $lt: (value, operand) => compare(value, operand) < 0,
  $lte: (value, operand) => compare(value, operand) <= 0,
  $gt: (value, operand) => compare(value, operand) > 0,
  $gte: (value, operand) => compare(value, operand) >= 0,
  $in: (value, operand) => Array.isArray(operand) && operand.some((one) => isSame(value, one)),
  $nin: (value, operand) => Array.isArray(operand) && !operand.some((one) => isSame(value, one)),
  $contains: (value, operand) => String(value).toLowerCase().includes(String(operand).toLowerCase()),
};

function toMatch(name: string, condition: JsonObject): (value: unknown) => boolean {
  const tests = Object.entries(condition).map(([operator, operand]) => {
    const test = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (!test) throw new BadFilter(name, `has no operator ${operator}`);
    // Of several values one has to be so, and none has to be what is excluded.
    const isNegative = operator.startsWith("$n");
    return (value: unknown) => {
      if (!Array.isArray(value)) return test(value, operand);
      const passes = (one: unknown): boolean => test(one, operand);
      return isNegative ? value.every(passes) : value.some(passes);
    };
  });
  return (value) => tests.every((test) => test(value));
}

/** Texts regardless of their case, as the database behind it compares them. A number is no text. */
function isSame(value: unknown, operand: unknown): boolean {
  if (typeof value === "string" && typeof operand === "string")
    return value.toLowerCase() === operand.toLowerCase();
  return value === operand;
}

/** A moment's texts differ where one has milliseconds and the other none. */
const momentGrammar = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u;

function compare(value: unknown, operand: unknown): number {
  if (typeof value === "number" && typeof operand === "number") return value - operand;
  if (momentGrammar.test(String(value)) && momentGrammar.test(String(operand)))
    return Date.parse(String(value)) - Date.parse(String(operand));
  const [one, other] = [String(value), String(operand)];
  return one < other ? -1 : one > other ? 1 : 0;
}
