import { createHash } from "node:crypto";
import { type Answer, noBody } from "../answer.js";

/** As Express sends it: charset in the type, weak ETag. */
export function json(status: number, value: unknown): Answer {
  return withEtag(status, Buffer.from(JSON.stringify(value)), "application/json; charset=utf-8");
}

/** `msg` is where most routes put their words; a few use `error` or `message` instead (recorded). */
export function failure(status: number, msg: string): Answer {
  return json(status, { success: false, msg });
}

export function errorFailure(status: number, error: string): Answer {
  return json(status, { success: false, error });
}

export const objectNotFound = (): Answer => failure(404, "Object not found.");

/** What the server's last error handler says of anything that a route threw. */
export const crashed = (): Answer => json(500, { err: "error" });

/** Passport ends the response itself: text without a content type and without an ETag. */
export function unauthorized(): Answer {
  return {
    status: 401,
    body: Buffer.from("Unauthorized"),
    headers: { "WWW-Authenticate": 'Basic realm="Users"' },
  };
}

export function unknownRoute(method: string, path: string): Answer {
  const said = `Cannot ${method} ${escapeHtml(path)}`;
  const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>${said}</pre>
</body>
</html>
`;
  return { status: 404, body: Buffer.from(page), headers: { "Content-Type": "text/html; charset=utf-8" } };
}

/** Express answers a body-less `send(null)` so. */
export const empty = (): Answer => ({ status: 200, body: noBody, headers: {} });

/** 304 for a GET whose caller still has this very body. */
export function revalidated(answer: Answer, ifNoneMatch: string | undefined): Answer {
  const etag = answer.headers["ETag"];
  if (answer.status !== 200 || etag === undefined || ifNoneMatch === undefined) return answer;
  const known = ifNoneMatch.split(",").map((tag) => tag.trim());
  if (!known.includes(etag) && !known.includes("*")) return answer;
  return { status: 304, body: noBody, headers: { ETag: etag } };
}

function withEtag(status: number, body: Buffer, contentType: string): Answer {
  const sum = createHash("sha1").update(body).digest("base64").slice(0, 27);
  const etag = `W/"${body.length.toString(16)}-${sum}"`;
  return { status, body, headers: { "Content-Type": contentType, ETag: etag } };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
