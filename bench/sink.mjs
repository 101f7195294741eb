// Answers everything at once and reads nothing: where noise goes that nobody is to hear.
import { createServer } from "node:http";

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(429).end();
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
