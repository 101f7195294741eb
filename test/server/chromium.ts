import { existsSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";

/** Where Debian, Ubuntu and Google's own package put the browser; undefined when there is none. */
export const chromiumPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (file) => existsSync(file),
);

/** A headless browser that can reach the loopback interface only. */
export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });

/** What one page did behind its user's back. */
export interface PageRecord {
  /** Every URL the page, its workers and its style sheets asked for. */
  requests: string[];
  /** Console errors and warnings, and uncaught errors. A refusal by the content policy is a console error. */
  complaints: string[];
}

/** Begins to listen to a page that was not opened yet. */
export const recordPage = (page: Page): PageRecord => {
  const record: PageRecord = { requests: [], complaints: [] };
  page.on("request", (request) => record.requests.push(request.url()));
  page.on("pageerror", (error) => record.complaints.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) record.complaints.push(message.text());
  });
  return record;
};
