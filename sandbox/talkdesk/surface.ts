import type { Answer } from "../answer.js";
import type { Incoming } from "../incoming.js";

/** One of the two sides that the server shows its people from, each with paths and tokens of its own. */
export interface Surface {
  /** The template of the route that a request goes to; `undefined` for an unknown one. */
  routeOf(incoming: Incoming): string | undefined;
  /** The body is `undefined` when it is longer than the server takes. */
  answer(incoming: Incoming, body: string | undefined): Answer;
}
