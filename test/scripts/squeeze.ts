/** A page as it was before Prettier padded the columns of its tables. */
export function squeeze(page: string): string {
  return page.replaceAll(/ {2,}/gu, " ").replaceAll(/-{3,}/gu, "---");
}
