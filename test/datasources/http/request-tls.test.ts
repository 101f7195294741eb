import { afterEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { createServer } from "node:https";
import type { Server, ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { failureOf, listUsers, openAccount } from "./test-account.js";
import { testReading } from "./test-reading.js";

// Self-signed for 127.0.0.1, made for this test; the key protects nothing.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgolp3ZUsBv069MXKx
tGKSQKpRfUgUlt6M7xUjVSRk7v6hRANCAAQeSZzOWFcBkVAZWyZtOr9SLIWu2pPZ
FF0IXom7gUtqkjYUBWmDZ6O7hqZLdKkpn26Y0h7rD3XJ6MHUp3EH1ss2
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBkTCCATagAwIBAgIUT1ZG5QBnAVP7PxNTr5CnrQVIj1MwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE5NDkyOFoYDzIxMjYxMDI5
MTk0OTI4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQeSZzOWFcBkVAZWyZtOr9SLIWu2pPZFF0IXom7gUtqkjYUBWmDZ6O7
hqZLdKkpn26Y0h7rD3XJ6MHUp3EH1ss2o2QwYjAdBgNVHQ4EFgQULVScHK6uSdg4
I7qgzeh91Pv5qjwwHwYDVR0jBBgwFoAULVScHK6uSdg4I7qgzeh91Pv5qjwwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYC
IQC7w1XszHsSqD+50mnYvML/WSaMBPbCRcH4wgWLgMcFAAIhAIZ4ibKDzNeOGai1
EjhKZLJqABnOJi8AShjqoYhtkbzT
-----END CERTIFICATE-----`;

let server: Server;
let hits = 0;
afterEach(async () => {
  server.close();
  await once(server, "close");
});

/** Calls a server with the self-signed certificate. */
async function callTls(options: ServerOptions) {
  hits = 0;
  server = createServer({ key, cert, ...options }, (_request, response) => {
    hits += 1;
    response.writeHead(200, { "content-type": "application/json" }).end("[]");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const refusals: string[] = [];
  server.on("tlsClientError", (error: NodeJS.ErrnoException) => refusals.push(error.code ?? ""));
  const { port } = server.address() as AddressInfo;
  const account = await openAccount({ baseUrl: new URL(`https://127.0.0.1:${port}`) });
  const reading = testReading();
  const error = await failureOf(account.request.send(reading, listUsers));
  await account.close();
  return { error, tries: reading.trace.length, refusals };
}

describe("TLS", () => {
  it("refuses a certificate that nobody signed, for allowed hosts too, and does not try again", async () => {
    const { error, tries } = await callTls({});
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
    expect(error.cause).toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect([tries, hits]).toEqual([1, 0]);
  });

  it("refuses versions before 1.2", async () => {
    const { error, refusals } = await callTls({
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
    expect(refusals).toEqual(["ERR_SSL_UNSUPPORTED_PROTOCOL"]);
    expect(hits).toBe(0);
  });
});
