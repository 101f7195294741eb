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
    expect(unprovenOf(withSupport("TEAM_RESTORE", "NATIVE"))).toEqual(["TEAM_RESTORE"]);
    expect(unprovenOf(withSupport("TEAM_RESTORE", "EMULATED"))).toEqual(["TEAM_RESTORE"]);
  });

  it("asks for no proof of what is not claimed", () => {
    expect(unprovenOf(withSupport("TEAM_RESTORE", "UNVERIFIED"))).toEqual([]);
    expect(unprovenOf(withSupport("TEAM_RESTORE", "UNSUPPORTED"))).toEqual([]);
  });
});
