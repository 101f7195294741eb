import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { failureStates } from "../../src/directory/account-state.js";
import {
  decodeListCursor,
  decodeMergedCursor,
  decodeRelatedCursor,
  decodeSnapshotCursor,
  encodeListCursor,
  encodeMergedCursor,
  encodeRelatedCursor,
  encodeSnapshotCursor,
  mergedStart,
  toListKey,
  type AccountPosition,
  type ListPositions,
} from "../../src/loaders/list-cursor.js";

const list = toListKey(["users"]);
const invalid = expect.objectContaining({ code: "INVALID_CURSOR" });

/** An account may have failed in part and go on. */
const position: fc.Arbitrary<AccountPosition> = fc.record({
  position: fc.option(fc.string({ unit: "grapheme" }), { nil: null }),
  isDone: fc.boolean(),
  failed: fc.constantFrom(null, ...failureStates),
});
const positions = fc
  .array(fc.tuple(fc.string({ unit: "grapheme" }), position), { maxLength: 20 })
  .map((entries) => new Map(entries));

describe("cursors", () => {
  test("of a list over accounts come back as they went", () => {
    fc.assert(
      fc.property(positions, (given) => {
        expect(decodeListCursor(list, encodeListCursor(list, given))).toEqual(given);
      }),
    );
  });

  test("of a sorted list and of a list inside an object come back as they went", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, offset) => {
        const snapshot = encodeSnapshotCursor(list, text, offset);
        expect(decodeSnapshotCursor(list, snapshot)).toEqual({ snapshot: text, offset });
        expect(decodeRelatedCursor(list, encodeRelatedCursor(list, text))).toBe(text);
      }),
    );
  });

  test("of a list merged by time come back as they went", () => {
    const last = fc.option(fc.record({ time: fc.integer(), accountKey: fc.string() }), { nil: null });
    fc.assert(
      fc.property(positions, last, fc.array(fc.string()), (positions, last, begun) => {
        const given = { positions, last, begun: new Set(begun) };
        expect(decodeMergedCursor(list, encodeMergedCursor(list, given))).toEqual(given);
      }),
    );
  });

  const someAccount: ListPositions = new Map([["a", { position: "1", isDone: false, failed: null }]]);
  const makers = [
    (key: string) => encodeListCursor(key, someAccount),
    (key: string) => encodeMergedCursor(key, { ...mergedStart, positions: someAccount }),
    (key: string) => encodeSnapshotCursor(key, "snapshot", 5),
    (key: string) => encodeRelatedCursor(key, "position"),
  ];
  const readers = [decodeListCursor, decodeMergedCursor, decodeSnapshotCursor, decodeRelatedCursor];

  test("fit only their own kind and list", () => {
    for (const [made, maker] of makers.entries()) {
      for (const [read, reader] of readers.entries()) {
        if (made === read) expect(() => reader(list, maker(list))).not.toThrow();
        else expect(() => reader(list, maker(list))).toThrow(invalid);
        expect(() => reader(toListKey(["teams"]), maker(list))).toThrow(invalid);
      }
    }
  });

  test("that are anything else are INVALID_CURSOR, never another error", () => {
    const garbled = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.base64String(),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString("base64url")),
      fc
        .tuple(fc.constantFrom(1, 2, 3), fc.jsonValue(), fc.jsonValue())
        .map(([kind, ...rest]) => Buffer.from(JSON.stringify([kind, list, ...rest])).toString("base64url")),
    );
    fc.assert(
      fc.property(garbled, (cursor) => {
        for (const reader of readers) {
          try {
            reader(list, cursor);
          } catch (error) {
            expect(error).toEqual(invalid);
          }
        }
      }),
      { numRuns: 500 },
    );
    for (const reader of readers) expect(() => reader(list, "nonsense")).toThrow(invalid);
  });

  test("with a negative or broken offset, or too many accounts, are INVALID_CURSOR", () => {
    const encode = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString("base64url");
    for (const offset of [-1, 0.5, "1", null]) {
      expect(() => decodeSnapshotCursor(list, encode([2, list, "s", offset]))).toThrow(invalid);
    }
    const many = Array.from({ length: 1_001 }, (_, at) => [`a${at}`, null, 0]);
    expect(() => decodeListCursor(list, encode([1, list, many]))).toThrow(invalid);
    expect(() => decodeListCursor(list, encode([1, list, [["a", null, 3]]]))).toThrow(invalid);
  });
});

describe("toListKey", () => {
  test("is the same for the same parts and another for others", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(toListKey(one) === toListKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
