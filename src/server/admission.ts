import type { FastifyRequest } from "fastify";
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

export function createAdmission(authenticator: Authenticator, points: PointsMeter): Admission {
  const arrivals = new WeakMap<FastifyRequest, Arrival>();
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  return {
    admitHead: async (request) => {
      const arrival = await authenticator.identify(toHead(request));
      await points.assertLeft(arrival.viewer);
      arrivals.set(request, arrival);
    },
    admitBody: (request, body) => {
      const viewer = arrivals.get(request)?.withBody(body);
      if (viewer !== undefined) viewers.set(request, viewer);
    },
    viewerOf: (request) => {
      const viewer = viewers.get(request);
      if (viewer === undefined)
        throw new DirectoryError("UNAUTHENTICATED", "The request has no body to check");
      return viewer;
    },
  };
}

function toHead(request: FastifyRequest): RequestHead {
  const { method, headers, ip, raw } = request;
  return { method, path: pathOf(request), headers, rawHeaders: raw.rawHeaders, remoteAddress: ip };
}
