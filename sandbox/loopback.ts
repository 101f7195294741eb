import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Only this machine may talk to a stand-in: it hands out everything to anyone. */
const loopback = "127.0.0.1";

/** Port 0 takes a free one. Resolves with the base URL. */
export function listenOnLoopback(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => {
      server.off("error", reject);
      resolve(`http://${loopback}:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** Cuts open connections too, so that a hanging one never keeps a test or the process alive. */
export function closeAtOnce(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** `undefined` when the body is longer than the cap; the rest of it is then read and dropped. */
export async function readBody(request: IncomingMessage, capBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= capBytes) chunks.push(chunk);
  }
  return length > capBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}
