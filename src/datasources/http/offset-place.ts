import { DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import type { OffsetSource, OffsetWindow } from "./offset-list.js";
import { markOf, remembersAll, unreadableMark, type OffsetPosition } from "./offset-position.js";

/** Where a walk goes on: in which window, and after how many of its rows. */
export interface Place<T> {
  /** The offset by which the window was asked for. */
  readonly asked: number;
  readonly window: OffsetWindow<T>;
  readonly taken: number;
  /** Whether the row last taken is not in the window: it is gone, or others came before it and it is still to come. */
  readonly isApproximate: boolean;
  /** Whether the row last taken stands further back than it did: others came before it, or the window is an old one. */
  readonly isShifted: boolean;
}

/** Windows that are looked through on either side for a place that has moved out of its own. */
const searchedWindows = 3;

/**
 * The place after the row that was taken last, or after the last of the rows before it that is still there.
 * @throws DirectoryError what reading throws; UPSTREAM_INVALID_RESPONSE when none of them is found
 */
export async function findPlace<T>(
  reading: Reading,
  source: OffsetSource<T>,
  position: OffsetPosition,
): Promise<Place<T>> {
  const { offset: asked, taken, marks } = position;
  const window = await source.read(reading, asked);
  const place = placeIn(source, position, { asked, window });
  if (place !== null) return place;
  const begin = { asked, window, taken: 0, isApproximate: false, isShifted: false };
  if (marks.length === 0) return begin;
  if (taken === 0) return beginOf(source, begin, await source.read(reading, 0));
  const found = await searchAround(reading, source, position, window);
  if (found !== null) return found;
  // Where all that was taken is gone, nothing comes before.
  if (asked === 0 && remembersAll(position)) return begin;
  const message = "The provider's list changed too much between two pages to go on";
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: source.account });
}

/** Without an overlap there is nothing to recognise, but whether the provider gives its first rows again. */
function beginOf<T>(source: OffsetSource<T>, place: Place<T>, first: OffsetWindow<T>): Place<T> {
  const { window } = place;
  const [begin, other] = [window.rows[0] ?? null, first.rows[0] ?? null];
  const isFirst = begin !== null && other !== null && source.idOf(begin) === source.idOf(other);
  return isFirst ? { ...place, taken: window.rows.length, isShifted: true } : place;
}

type Asked<T> = Pick<Place<T>, "asked" | "window">;

function placeIn<T>(
  source: OffsetSource<T>,
  position: OffsetPosition,
  { asked, window }: Asked<T>,
): Place<T> | null {
  const { offset, taken, marks } = position;
  const markAt = window.rows.map((row) => markOf(row === null ? null : source.idOf(row)));
  const expected = offset - window.offset + taken - 1;
  if (marks.length > 0 && markAt[expected] === marks[0]) {
    return { asked, window, taken: expected + 1, isApproximate: false, isShifted: false };
  }
  const known = marks.find((mark) => mark !== unreadableMark && markAt.includes(mark));
  if (known === undefined) return null;
  const found = markAt.lastIndexOf(known);
  return { asked, window, taken: found + 1, isApproximate: known !== marks[0], isShifted: found > expected };
}

async function searchAround<T>(
  reading: Reading,
  source: OffsetSource<T>,
  position: OffsetPosition,
  own: OffsetWindow<T>,
): Promise<Place<T> | null> {
  for (const asked of offsetsAround(own, source.plan(position.offset))) {
    const window = await source.read(reading, asked);
    const place = placeIn(source, position, { asked, window });
    if (place !== null) return place;
  }
  return null;
}

/** Offsets of the windows before and after one, the nearest first, and none beyond either end of the list. */
function offsetsAround(
  { offset, total }: OffsetWindow<unknown>,
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  const step = Math.max(1, Math.floor((to - from) * 0.8));
  const begin = Math.min(offset, total ?? offset);
  const counts = Array.from({ length: searchedWindows }, (_, index) => index + 1);
  const around = counts.flatMap((count) => [Math.max(0, begin - step * count), offset + step * count]);
  const isInside = (asked: number): boolean => asked < begin || asked < (total ?? 0);
  return [...new Set(around)].filter(isInside);
}
