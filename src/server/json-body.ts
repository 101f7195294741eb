import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpRefusal } from "./http-errors.js";

// RFC 8259 knows no other encoding, and charsets that decode into something else have hidden requests from
// checks before (CVE-2026-23897). Other parameters mean nothing for JSON.
const acceptedType = /^application\/json[ \t]*(?:;[ \t]*(?:charset=(?:utf-8|"utf-8")[ \t]*(?:;[ \t]*)?)?)?$/i;
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** Before the body is read: HTTP 415 for anything but JSON in UTF-8, as it is on the wire. */
export async function refuseForeignTypes({ headers }: FastifyRequest): Promise<void> {
  if (!acceptedType.test(headers["content-type"] ?? "")) {
    throw new HttpRefusal(415, "The content type must be application/json in UTF-8");
  }
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    throw new HttpRefusal(415, "The body must not be compressed");
  }
  return Promise.resolve();
}

/**
 * JSON is the only type this scope reads. Invalid UTF-8 and keys that would reach a prototype (`__proto__`,
 * `constructor.prototype`) are HTTP 400.
 * @param onBytes told the body as it came, before anything of it is believed; what it throws refuses the request
 */
export function registerJsonParser(
  scope: FastifyInstance,
  onBytes: (request: FastifyRequest, bytes: Uint8Array) => void,
): void {
  const parseJson = scope.getDefaultJsonParser("error", "error");
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    const refusal = catchRefusal(() => {
      onBytes(request, bytes);
    });
    if (refusal !== null) {
      done(refusal);
      return;
    }
    const text = decode(bytes);
    if (text === null) {
      done(new HttpRefusal(400, "The body is not valid UTF-8"));
      return;
    }
    void parseJson(request, text, done);
  });
}

function catchRefusal(check: () => void): Error | null {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error("A check failed", { cause: error });
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

/** The body as a GraphQL request's object; HTTP 400 for arrays (batches) and everything else. */
export function assertRequestObject(body: unknown): asserts body is Readonly<Record<string, unknown>> {
  if (Array.isArray(body))
    throw new HttpRefusal(400, "Batches are not served: send one operation for each request");
  if (typeof body !== "object" || body === null) throw new HttpRefusal(400, "The body must be a JSON object");
}
