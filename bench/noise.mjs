// Sends one request at a fixed rate, whatever comes back: `noise.mjs TOKEN PER_SECOND`. Prints the URL that is told by
// POST where to send it; nothing stops the noise.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Pool } from "undici";

const [token = "", perSecond = ""] = process.argv.slice(2);
const request = {
  method: "POST",
  headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  body: JSON.stringify({ query: "{ users(first: 20) { nodes { displayName email } } }" }),
};
const pools = new Map();
let target = null;

function aimAt(url) {
  const { origin, pathname: path } = new URL(url);
  const pool = pools.get(origin) ?? new Pool(origin, { connections: 50 });
  pools.set(origin, pool);
  target = { pool, path, begun: performance.now(), sent: 0 };
}

async function send({ pool, path }) {
  const { body } = await pool.request({ ...request, path });
  await body.dump();
}

// Each tick sends what is due: few ticks would send bursts, which is another sort of attack.
setInterval(() => {
  if (target === null) return;
  const due = Math.floor(((performance.now() - target.begun) / 1_000) * Number(perSecond));
  for (; target.sent < due; target.sent += 1) send(target).catch(() => undefined);
}, 1);

const control = createServer(async (asked, answer) => {
  const url = await text(asked);
  if (url === "") target = null;
  else aimAt(url);
  answer.writeHead(204).end();
});
control.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${control.address().port}`));
