import { describe, expect, it } from "@jest/globals";
import { inspect } from "node:util";
import { ScimToken } from "../../../src/datasources/scim-client/token.js";
import { testReading } from "../http/test-reading.js";

const baseUrl = new URL("https://idp.example/scim/v2");

describe("a SCIM token", () => {
  it("shows its secret to nobody but the header", async () => {
    const token = new ScimToken(baseUrl, "s3cret");
    const shown = [inspect(token, { showHidden: true, depth: 5 }), JSON.stringify(token)].join();
    expect(shown).not.toContain("s3cret");
    expect(await token.toAuth().headers(testReading())).toEqual({ authorization: "Bearer s3cret" });
    const bare = new ScimToken(baseUrl, "s3cret", "none");
    expect(await bare.toAuth().headers(testReading())).toEqual({ authorization: "s3cret" });
  });

  it("knows whether it looks like a JWT, as other APIs' tokens do", () => {
    expect(new ScimToken(baseUrl, "aaa.bbb.ccc").looksLikeJwt).toBe(true);
    for (const secret of ["opaque", "a.b", "a.b.c.d"]) {
      expect(new ScimToken(baseUrl, secret).looksLikeJwt).toBe(false);
    }
  });
});
