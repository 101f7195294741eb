import { readRecordings, type Recording } from "../../sandbox/recordings.js";
import type { Script, ScriptedAnswer } from "./scripted-tiledesk.js";

/** The recorded answers by number; `null`, said aloud, where they do not lie beside the project. */
export function recordedAnswers(): ReadonlyMap<number, Recording> | null {
  const recordings = readRecordings();
  if (recordings === undefined) {
    console.warn(
      "The recordings of a real Tiledesk server do not lie beside the project: not compared with them.",
    );
    return null;
  }
  return new Map(recordings.map((recording) => [recording.number, recording]));
}

/** A server that answers these calls as recorded. */
export function scriptOf(recordings: ReadonlyMap<number, Recording>, numbers: readonly number[]): Script {
  const entries = numbers.map((number) => {
    const recording = recordings.get(number);
    if (recording === undefined) throw new Error(`There is no recording ${number}`);
    const { method, path } = recording.request;
    return [`${method} ${path.split("?", 1)[0] ?? ""}`, toAnswer(recording)] as const;
  });
  return Object.fromEntries(entries);
}

function toAnswer({ status, contentType, body }: Recording): ScriptedAnswer {
  return { status, contentType, body };
}
