import type { Dispatcher } from "undici";
import { BodyTooLarge, readBody, readExcerpt, toExcerpt } from "./body.js";
import type { Answer } from "./call.js";
import { UnusableAnswer } from "./failure.js";

const json = /^(?:application|text)\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads the body of an answer that the caller wants.
 * @throws UnusableAnswer, BodyTooLarge, or what the socket throws; the body is then still to be discarded
 */
export async function readAnswer(response: Dispatcher.ResponseData, maxBytes: number): Promise<Answer> {
  const { statusCode: status, headers } = response;
  assertIdentity(headers);
  // Tells at once what counting would tell after megabytes.
  if (Number(headers["content-length"]) > maxBytes) throw new BodyTooLarge();
  const { text, bytes } = await readBody(response.body, maxBytes);
  return { status, headers, body: toBody(text, status, headers["content-type"]), bytes };
}

/** What an unwanted answer said, for the redacted log. Never throws. */
export function readRefusal(response: Dispatcher.ResponseData): Promise<string> {
  return readExcerpt(response.body);
}

// We ask for identity. Decoding anyway would need a second cap, against bodies that unpack to gigabytes.
function assertIdentity(headers: Answer["headers"]): void {
  const encoding = headers["content-encoding"];
  if (encoding === undefined || encoding === "identity") return;
  throw new UnusableAnswer("The provider's answer is encoded in a way that was not asked for");
}

function toBody(text: string, status: number, contentType: string | string[] | undefined): unknown {
  if (text === "") return undefined;
  const isJson = typeof contentType === "string" && json.test(contentType);
  if (isJson) return parseJson(text, status);
  if (status >= 300) return text;
  throw new UnusableAnswer("The provider's answer is not JSON", toExcerpt(text));
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (status >= 300) return text;
    throw new UnusableAnswer("The provider's answer is not valid JSON", toExcerpt(text));
  }
}
