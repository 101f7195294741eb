import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Arrival, Authenticator } from "../access/authenticator.js";
import { PointsSpent, type PointsMeter } from "../access/points.js";
import type { RequestHead } from "../access/request-head.js";
import type { Viewer } from "../access/viewer.js";
import { DirectoryError } from "../directory/errors.js";
import { pathOf } from "./http-errors.js";
import type { SlowRefusals } from "./slow-refusals.js";

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
  refusals: SlowRefusals,
): Admission {
  app.decorateRequest("arrival", null).decorateRequest("viewer", null);
  const assertPointsLeft = async ({ viewer, isShared }: Arrival): Promise<void> => {
    try {
      points.assertLeft(viewer);
    } catch (error) {
      // A router's connections carry requests of others too, who would wait with this one.
      if (error instanceof PointsSpent && !isShared) await refusals.hold();
      throw error;
    }
  };
  return {
    admitHead: async (request) => {
      const arrival = await authenticator.identify(toHead(request));
      await assertPointsLeft(arrival);
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
