import { access } from "node:fs/promises";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

export interface GraphiqlOptions {
  /** What scripts/build-graphiql.mjs wrote: `index.html` and `assets/`. */
  directory: string;
}

// Everything comes from this origin. Monaco positions its lines by style attributes, hence the one
// 'unsafe-inline', which is for styles only; its fonts and icons are data: URLs in the style sheet.
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  // The files exist as they are, as .br and as .gz; @fastify/static 9 does not say so itself.
  vary: "accept-encoding",
};

/**
 * Serves the bundled GraphiQL: the page at `/graphiql`, its immutable files below `/graphiql/assets/`.
 * The headers stay on these routes and do not leak to the rest of the server.
 *
 * @example await registerGraphiql(fastify, { directory: "dist/graphiql" });
 * @throws Error when the directory holds no built GraphiQL.
 */
export const registerGraphiql = async (
  fastify: FastifyInstance,
  { directory }: GraphiqlOptions,
): Promise<void> => {
  const root = path.resolve(directory);
  await assertBuilt(root);
  await fastify.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(headers);
    });
    await serveAssets(scope, root);
    servePage(scope, root);
  });
};

const assertBuilt = async (root: string): Promise<void> => {
  try {
    await access(path.join(root, "index.html"));
  } catch (cause) {
    throw new Error(`GraphiQL is not built in ${root}: run "npm run build".`, { cause });
  }
};

const serveAssets = async (scope: FastifyInstance, root: string): Promise<void> => {
  await scope.register(fastifyStatic, {
    root: path.join(root, "assets"),
    prefix: "/graphiql/assets/",
    index: false,
    dotfiles: "ignore",
    preCompressed: true,
    // The names carry a hash of the content.
    maxAge: "365d",
    immutable: true,
  });
};

const servePage = (scope: FastifyInstance, root: string): void => {
  // Not immutable: it names the assets of this very version.
  scope.get("/graphiql", (_request, reply) =>
    reply.header("cache-control", "no-cache").sendFile("index.html", root, { cacheControl: false }),
  );
  // The page names its files relative to /graphiql, which a slash at the end would break.
  scope.get("/graphiql/", (_request, reply) => reply.redirect("../graphiql", 308));
};
