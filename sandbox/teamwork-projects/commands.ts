import type { Commands } from "../stand-in.js";
import { parseQuirks, type ProjectsQuirks } from "./quirks.js";

interface Hands {
  /** Takes some quirks over and gives all of them. */
  readonly setQuirks: (some: Partial<ProjectsQuirks>) => ProjectsQuirks;
  readonly setApiKey: (apiKey: string) => void;
}

export function createCommands({ setQuirks, setApiKey }: Hands): Commands {
  return {
    "GET /quirks": () => setQuirks({}),
    "POST /quirks": (body) => setQuirks(parseQuirks(body)),
    "POST /api-key": ({ apiKey }) => {
      if (typeof apiKey !== "string" || apiKey === "") throw new Error("apiKey is a text.");
      setApiKey(apiKey);
      return { changed: true };
    },
  };
}
