// A bare server to compare with: it reads a GraphQL request, builds the tree of 100 users from rows in memory and
// serialises it, and knows nothing of GraphQL. Plain JavaScript, so that no loader's wrappers are measured.
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const tables = JSON.parse(readFileSync(process.argv[2], "utf8"));
const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
const users = byId(tables.users);
const roles = byId(tables.roles);
const teams = byId(tables.teams);
const workspaces = byId(tables.workspaces);

const toRole = (id) => {
  const { name, privilege } = roles.get(id);
  return { id, name, privilege };
};
const toTeam = (id) => ({ id, name: teams.get(id).name });
const toWorkspace = (id) => ({ id, name: workspaces.get(id).name });

const toUser = (row) => ({
  id: row.id,
  displayName: row.displayName,
  email: row.email,
  state: row.state,
  privilege: row.privilege,
  roles: row.roles.map(toRole),
  teams: { nodes: row.teams.map(toTeam) },
  workspaces: { nodes: row.workspaces.map(toWorkspace) },
});

const toList = () => ({
  users: {
    nodes: tables.users.map(toUser),
    pageInfo: { hasNextPage: tables.list.hasNextPage, endCursor: tables.list.endCursor },
    totalCount: tables.list.totalCount,
    isComplete: tables.list.isComplete,
  },
});

const toEntities = (representations) => ({
  _entities: representations.map(({ id }) => toUser(users.get(id))),
});

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const { variables } = JSON.parse(chunks.join(""));
    const data = variables?.representations ? toEntities(variables.representations) : toList();
    const body = JSON.stringify({ data });
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  });
});

server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/graphql`);
});
