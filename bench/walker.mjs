// The critical path and nothing else: a bare server that sends the calls it is told, those of a wave side by side and
// the waves after one another, parses the answers and serialises a tree as large as Rollcall's. It maps nothing,
// checks nothing and knows nothing of GraphQL. Plain JavaScript, so that no loader's wrappers are measured.
import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import { Pool } from "undici";

/** What the next walk does: set anew before each, with connections of its own. */
let walk = null;

async function get(path) {
  const { pool, authorization } = walk;
  const answer = await pool.request({ method: "GET", path, headers: { authorization } });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  return JSON.parse(text);
}

/** As an account whose status was asked: one connection is open. */
async function prepare({ baseUrl, authorization, waves, tree }) {
  await walk?.pool.close();
  walk = { pool: new Pool(baseUrl), authorization, waves, tree };
  await get("/users");
}

async function run() {
  for (const wave of walk.waves) await Promise.all(wave.map(get));
  return JSON.stringify(walk.tree);
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

async function answer(request, response) {
  const given = await read(request);
  if (request.url === "/prepare") await prepare(given);
  const body = request.url === "/prepare" ? "{}" : await run();
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    response.writeHead(500).end(String(error));
  });
});

server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
