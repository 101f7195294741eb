// Sends one request at a fixed rate, whatever comes back, as far as its connections carry it: `noise.mjs TOKEN
// PER_SECOND CONNECTIONS`. Prints the URL that is told by POST where to send it, and answers how many requests were
// sent since it was told the last time.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Pool } from "undici";

const [token = "", perSecond = "", connections = ""] = process.argv.slice(2);
const request = {
  method: "POST",
  headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  body: JSON.stringify({ query: "{ users(first: 20) { nodes { displayName email } } }" }),
};
const pools = new Map();
let target = null;
let inFlight = 0;
let sent = 0;

function aimAt(url) {
  const { origin, pathname: path } = new URL(url);
  const pool = pools.get(origin) ?? new Pool(origin, { connections: Number(connections) });
  pools.set(origin, pool);
  target = { pool, path, begun: performance.now(), due: 0 };
}

async function send({ pool, path }) {
  // What no connection is free for is not sent later either, when it is silence that is asked for.
  if (inFlight >= Number(connections)) return;
  inFlight += 1;
  sent += 1;
  try {
    const { body } = await pool.request({ ...request, path });
    await body.dump();
  } finally {
    inFlight -= 1;
  }
}

// Each tick sends what is due: few ticks would send bursts, which is another sort of attack.
setInterval(() => {
  if (target === null) return;
  const due = Math.floor(((performance.now() - target.begun) / 1_000) * Number(perSecond));
  for (; target.due < due; target.due += 1) send(target).catch(() => undefined);
}, 1);

const control = createServer(async (asked, answer) => {
  const url = await text(asked);
  if (url === "") target = null;
  else aimAt(url);
  answer.end(String(sent));
  sent = 0;
});
control.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${control.address().port}`));
