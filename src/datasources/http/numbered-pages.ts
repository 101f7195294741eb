/** A page as providers number them: from 1, of at most `size` rows. */
export interface NumberedPage {
  readonly number: number;
  readonly size: number;
}

/**
 * The page of at most `maxSize` rows that has the row `offset` and the most rows after it. Numbered pages begin at
 * multiples of their size only, so that a page which overlaps the one before by a row needs a size of its own.
 */
export function toNumberedPage(offset: number, maxSize: number): NumberedPage {
  let best = toPage(offset, maxSize);
  let furthest = toRange(best).to;
  for (let size = maxSize - 1; size > furthest - offset; size -= 1) {
    const page = toPage(offset, size);
    const { to } = toRange(page);
    if (to > furthest) [best, furthest] = [page, to];
  }
  return best;
}

/** The rows of a page in the whole list, from `from` up to and without `to`. */
export function toRange({ number, size }: NumberedPage): { readonly from: number; readonly to: number } {
  return { from: (number - 1) * size, to: number * size };
}

function toPage(offset: number, size: number): NumberedPage {
  return { number: Math.floor(offset / size) + 1, size };
}
