/** As much of express 4 as the peer needs; it brings no types of its own. */
declare module "express" {
  import type { IncomingMessage, RequestListener } from "node:http";

  function express(): express.Express;
  namespace express {
    type Express = RequestListener & { use(path: string, router: unknown): void };
    type Request = IncomingMessage & { header(name: string): string | undefined };
    type Router = RequestListener;
  }
  export = express;
}
