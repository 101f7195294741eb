import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Arrival, Authenticator } from "../access/authenticator.js";
import type { PointsMeter } from "../access/points.js";
import type { RequestHead } from "../access/request-head.js";
import type { Viewer } from "../access/viewer.js";
import { DirectoryError } from "../directory/errors.js";
import { pathOf } from "./http-errors.js";

/** The door: a request passes with its head, and again with its body. */
export interface Admission {
  /** By the head, before the body is read. @throws DirectoryError UNAUTHENTICATED, or PointsSpent */
  readonly admitHead: (request: FastifyRequest) => Promise<void>;
  /** By the body as it came, before it is parsed. @throws DirectoryError UNAUTHENTICATED */
  readonly admitBody: (request: FastifyRequest, body: Uint8Array) => void;
  /** Who asks. @throws DirectoryError UNAUTHENTICATED for a request that has not passed */
  readonly viewerOf: (request: FastifyRequest) => Viewer;
}

export function createAdmission(
  app: FastifyInstance,
  authenticator: Authenticator,
  points: PointsMeter,
): Admission {
  app.decorateRequest("arrival", null).decorateRequest("viewer", null);
  return {
    admitHead: async (request) => {
      const arrival = await authenticator.identify(toHead(request));
      points.assertLeft(arrival.viewer);
      request.setDecorator<Arrival>("arrival", arrival);
    },
    admitBody: (request, body) => {
      const viewer = request.getDecorator<Arrival | null>("arrival")?.withBody(body);
      if (viewer !== undefined) request.setDecorator<Viewer>("viewer", viewer);
    },
    viewerOf: (request) => {
      const viewer = request.getDecorator<Viewer | null>("viewer");
      if (viewer === null) throw new DirectoryError("UNAUTHENTICATED", "The request has no body to check");
      return viewer;
    },
  };
}

function toHead(request: FastifyRequest): RequestHead {
  const { method, headers, ip, raw } = request;
  return { method, path: pathOf(request), headers, rawHeaders: raw.rawHeaders, remoteAddress: ip };
}
