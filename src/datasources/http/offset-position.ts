import { crc32 } from "node:zlib";
import { DirectoryError } from "../../directory/errors.js";

/**
 * Where a walk over an offset-paged listing stands: in the window that was asked for at `offset`, after so many of its
 * rows. The last rows that were taken are remembered by short marks of their ids, so that the place is found again
 * when others have come or gone meanwhile.
 */
export interface OffsetPosition {
  readonly offset: number;
  readonly taken: number;
  /** Of the last rows taken, the latest first. */
  readonly marks: readonly string[];
}

const startPosition: OffsetPosition = { offset: 0, taken: 0, marks: [] };

/** As many of the rows last taken may be gone without the place being lost. */
const maxMarks = 8;

/** Stands for a row that could not be read, which is known by its place alone. */
export const unreadableMark = "0";

/** A short name of a row's id: 32 bits, enough to tell the rows of a few windows apart. */
export function markOf(id: string | null): string {
  return id === null ? unreadableMark : crc32(id).toString(36);
}

/** The position after one more row. */
export function afterRow(
  position: OffsetPosition,
  offset: number,
  taken: number,
  mark: string,
): OffsetPosition {
  return { offset, taken, marks: [mark, ...position.marks.slice(0, maxMarks - 1)] };
}

/** Whether the marks are of all rows that were taken, so that without any of them nothing comes before. */
export function remembersAll({ marks }: OffsetPosition): boolean {
  return marks.length < maxMarks;
}

export function encodeOffsetPosition({ offset, taken, marks }: OffsetPosition): string {
  return `${offset}:${taken}:${marks.join()}`;
}

const grammar = /^(\d{1,9}):(\d{1,7}):((?:[\da-z]{1,7}(?:,[\da-z]{1,7}){0,7})?)$/u;

/** @throws DirectoryError INVALID_CURSOR for a position of another list */
export function parseOffsetPosition(account: string, text: string | null): OffsetPosition {
  if (text === null) return startPosition;
  const [, offset, taken, marks] = grammar.exec(text) ?? [];
  if (offset === undefined || taken === undefined || marks === undefined) {
    throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
  }
  return { offset: Number(offset), taken: Number(taken), marks: marks === "" ? [] : marks.split(",") };
}
