// Sends one request at a fixed rate, whatever comes back: `noise.mjs URL TOKEN PER_SECOND`. Ends by SIGTERM.
import { Pool } from "undici";

const [url = "", token = "", perSecond = ""] = process.argv.slice(2);
const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections: 50 });
const request = {
  method: "POST",
  path: pathname,
  headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  body: JSON.stringify({ query: "{ users(first: 20) { nodes { displayName email } } }" }),
};
const counts = { sent: 0, refused: 0 };

async function send() {
  const { statusCode, body } = await pool.request(request);
  counts.sent += 1;
  if (statusCode === 429) counts.refused += 1;
  await body.dump();
}

// Each tick sends what is due: few ticks would send bursts, which is another sort of attack.
const ticksPerSecond = 1_000;
const begun = performance.now();
let due = 0;
setInterval(() => {
  const wanted = Math.floor(((performance.now() - begun) / 1_000) * Number(perSecond));
  for (; due < wanted; due += 1) send().catch(() => undefined);
}, 1_000 / ticksPerSecond);
setInterval(() => console.log(JSON.stringify(counts)), 1_000);
console.log(JSON.stringify(counts));
