import { describe, expect, it } from "@jest/globals";
import type { Capabilities, Operation, Support } from "../../src/directory/capabilities.js";
import { tiledesk } from "../../src/datasources/tiledesk/provider.js";
import { unprovenOf } from "./declarations.js";

function withSupport(operation: Operation, support: Support): { capabilities: Capabilities } {
  const row = { support, note: null, docsUrl: null };
  return { capabilities: { ...tiledesk.capabilities, [operation]: row } };
}

describe("the contract suite itself", () => {
  it("notices an operation that is declared and that no test covers", () => {
    expect(unprovenOf(withSupport("USER_HARD_DELETE", "NATIVE"))).toEqual(["USER_HARD_DELETE"]);
    expect(unprovenOf(withSupport("USER_HARD_DELETE", "EMULATED"))).toEqual(["USER_HARD_DELETE"]);
  });

  it("asks for no proof of what is not claimed", () => {
    expect(unprovenOf(withSupport("USER_HARD_DELETE", "UNVERIFIED"))).toEqual([]);
    expect(unprovenOf(withSupport("USER_HARD_DELETE", "UNSUPPORTED"))).toEqual([]);
  });
});
