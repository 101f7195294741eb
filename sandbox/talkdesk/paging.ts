import type { Answer } from "../answer.js";
import { failure, json } from "./answer.js";
import type { Call } from "./route.js";

const defaultSize = 20;

/** One page as it was asked for. */
interface PageAsked {
  readonly number: number;
  readonly size: number;
}

export interface Slice<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly asked: PageAsked;
}

/** The guide's names, or those of the documents. */
const parameters = {
  jsonapi: { number: "page[number]", size: "page[size]" },
  hal: { number: "page", size: "per_page" },
} as const;

export type Dialect = keyof typeof parameters;

/** The guide's dialect, unless the query speaks the other one. */
export function dialectOf({ query, quirks }: Call): Dialect {
  if (quirks.dialect !== "both") return quirks.dialect;
  const speaks = (dialect: Dialect): boolean =>
    Object.values(parameters[dialect]).some((name) => query.has(name));
  return speaks("hal") && !speaks("jsonapi") ? "hal" : "jsonapi";
}

/** A page too big is made smaller without a word; what is no page is refused. */
export function slice<Item>(call: Call, dialect: Dialect, items: readonly Item[]): Slice<Item> | Answer {
  const { number: numberName, size: sizeName } = parameters[dialect];
  const number = wholeNumber(call.query.get(numberName), 1);
  const size = wholeNumber(call.query.get(sizeName), defaultSize);
  const wrong = [...(number === undefined ? [numberName] : []), ...(size === undefined ? [sizeName] : [])];
  if (number === undefined || size === undefined) {
    const fields = wrong.map((name) => ({ name, description: "must be a positive number" }));
    return failure(400, "bad_request", "The page is invalid.", { fields });
  }
  const asked = { number, size: Math.min(size, call.quirks.pageSizeClamp) };
  const start = (asked.number - 1) * asked.size;
  return { items: items.slice(start, start + asked.size), total: items.length, asked };
}

export function isAnswer<Item>(sliced: Slice<Item> | Answer): sliced is Answer {
  return "status" in sliced;
}

/** The guide's envelope. It does not say how many pages there are. */
export function withMeta(name: string, rows: readonly unknown[], { total, asked }: Slice<unknown>): Answer {
  return json(200, { [name]: rows, meta: { total, page: asked.number } });
}

/** HAL, with the links of the documents' examples. */
export function asHal(call: Call, name: string, rows: readonly unknown[], sliced: Slice<unknown>): Answer {
  const { total, asked } = sliced;
  const pages = Math.ceil(total / asked.size);
  return json(200, {
    count: rows.length,
    total,
    page: asked.number,
    per_page: asked.size,
    total_pages: pages,
    _embedded: { [name]: rows },
    _links: linksOf(call, asked, pages),
  });
}

function linksOf(call: Call, { number, size }: PageAsked, pages: number): object {
  const url = linkTo(call, call.path);
  const page = (wanted: number): { href: string } => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(wanted));
    query.set("per_page", String(size));
    return { href: `${url}?${query.toString()}` };
  };
  const isLast = number >= pages;
  const withoutHref = call.quirks.lastNext === "withoutHref" ? { next: {} } : {};
  return {
    self: page(number),
    ...(isLast ? withoutHref : { next: page(number + 1) }),
    first: page(1),
    last: page(Math.max(1, pages)),
    show: { href: `${url}/{id}`, templated: true },
    index: { href: `${url}{?page,per_page,active,email}`, templated: true },
  };
}

/** The documents' examples point at a host that nobody may send a token to. */
export function linkTo({ origin, quirks }: Pick<Call, "origin" | "quirks">, path: string): string {
  return `${quirks.linkHost === "foreign" ? "http://api-docs.talkdesk.org" : origin}${path}`;
}

function wholeNumber(text: string | null, otherwise: number): number | undefined {
  if (text === null || text === "") return otherwise;
  const number = Number(text);
  return /^\d{1,9}$/.test(text) && number > 0 ? number : undefined;
}
