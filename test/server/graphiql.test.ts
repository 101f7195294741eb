import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { chromiumPath, launchChromium, recordPage } from "./chromium.js";
import type { PageRecord } from "./chromium.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";

if (chromiumPath === undefined) {
  // Not by the console: Jest keeps that back for a file of which every test is skipped.
  process.stderr.write("No Chromium on this machine: the browser test of GraphiQL is skipped.\n");
}
const describeWithBrowser = chromiumPath === undefined ? describe.skip : describe;

let server: GraphSession;

beforeAll(async () => {
  server = await startGraphSession({ graphiql: true });
});

afterAll(async () => {
  await server.stop();
});

describeWithBrowser("GraphiQL in a browser", () => {
  let browser: Browser;
  let page: Page;
  let record: PageRecord;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? "");
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    record = recordPage(page);
    await page.goto(`${server.url}/graphiql`);
    await page.locator(".graphiql-query-editor .view-lines").waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
  });

  test("opens with the example queries as tabs", async () => {
    const titles = await page.locator(".graphiql-tab").allInnerTexts();
    expect(await page.title()).toBe("Rollcall");
    expect(titles[0]).toContain("WhoWorksHere");
    expect(titles.length).toBeGreaterThanOrEqual(7);
  });

  test("runs the first example and shows its answer", async () => {
    await page.locator(".graphiql-execute-button").click();
    const answer = page.locator(".graphiql-response .view-lines");
    await answer.getByText('"displayName"').first().waitFor();
    expect(await answer.innerText()).not.toContain('"errors"');
  });

  test("runs the operation of a tab right after changing to it", async () => {
    await page.locator(".graphiql-tab").nth(3).locator("button").first().click();
    await page.locator(".graphiql-execute-button").click();
    const answer = page.locator(".graphiql-response .view-lines");
    await answer.getByText('"memberCount"').first().waitFor();
    expect(await answer.innerText()).not.toContain('"errors"');
  });

  test("keeps a history of what was run", async () => {
    await page.getByRole("button", { name: "Show History" }).click();
    // How often GraphiQL notes a run that follows a change of tabs at once is its own affair.
    await page.locator(".graphiql-history-item").nth(1).waitFor();
    await page.locator(".graphiql-history-item", { hasText: "WhoWorksHere" }).first().waitFor();
  });

  test("shows the documentation of the schema", async () => {
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    const docs = page.locator(".graphiql-doc-explorer");
    await docs.getByText("Query", { exact: true }).click();
    await docs.getByText("users", { exact: true }).first().waitFor();
  });

  // Last, so that it judges everything that the tests above made the page do.
  test("asks no other host and raises no error, warning or policy violation", () => {
    expect(record.requests.filter((url) => !url.startsWith(`${server.url}/`))).toEqual([]);
    expect(record.requests.filter((url) => url.includes(".worker-"))).not.toEqual([]);
    expect(record.complaints).toEqual([]);
  });
});
