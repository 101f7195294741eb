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
    expect(unprovenOf(withSupport("WORKSPACE_MEMBERS_ADD", "NATIVE"))).toEqual(["WORKSPACE_MEMBERS_ADD"]);
    expect(unprovenOf(withSupport("WORKSPACE_MEMBERS_ADD", "EMULATED"))).toEqual(["WORKSPACE_MEMBERS_ADD"]);
  });

  it("asks for no proof of what is not claimed", () => {
    expect(unprovenOf(withSupport("WORKSPACE_MEMBERS_ADD", "UNVERIFIED"))).toEqual([]);
    expect(unprovenOf(withSupport("WORKSPACE_MEMBERS_ADD", "UNSUPPORTED"))).toEqual([]);
  });
});
