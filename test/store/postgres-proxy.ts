// A line to a PostgreSQL server that can be disturbed.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface PostgresProxy {
  /** The url of the same database, by way of here. */
  readonly url: string;
  /** Whether connections are cut when their client says something for the first time after it was let in. */
  cutsAtFirstWord: boolean;
  /** Nothing gets through any more on the lines that there are, and nobody is told. */
  silence(): void;
  close(): Promise<void>;
}

/** @param url of a server that is reached by a socket in a directory */
export async function startPostgresProxy(url: string): Promise<PostgresProxy> {
  const { searchParams, pathname } = new URL(url);
  const path = `${searchParams.get("host") ?? ""}/.s.PGSQL.5432`;
  const lines = new Set<readonly [Socket, Socket]>();
  const server = createServer((client) => {
    const upstream = connect({ path });
    const line = [client, upstream] as const;
    lines.add(line);
    let words = 0;
    client.on("data", (chunk) => {
      words += 1;
      // The first are who it is and which database it means.
      if (proxy.cutsAtFirstWord && words > 1) client.destroy();
      else upstream.write(chunk);
    });
    upstream.on("data", (chunk) => client.write(chunk));
    for (const [one, other] of [line, [upstream, client]] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => {
        other.destroy();
        lines.delete(line);
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const proxy: PostgresProxy = {
    url: `postgres://postgres@127.0.0.1:${port}${pathname}`,
    cutsAtFirstWord: false,
    silence: () => {
      for (const line of lines) for (const socket of line) socket.pause();
    },
    close: async () => {
      server.close();
      for (const [client] of lines) client.destroy();
      await once(server, "close");
    },
  };
  return proxy;
}
