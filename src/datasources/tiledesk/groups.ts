import type { RemoteRef } from "../../directory/ids.js";
import type { Reading } from "../../directory/reading.js";
import type { TiledeskClient } from "./client.js";
import { group, groups } from "./resources.js";
import { isObjectId, type ProjectScope } from "./scope.js";
import type { Group } from "./wire.js";

/** A group by reference, or `null`. Trashed ones are in no list and cost a get of their own. */
export async function findGroup(
  client: TiledeskClient,
  scope: ProjectScope,
  reading: Reading,
  ref: RemoteRef,
): Promise<Group | null> {
  if (ref.kind !== "group" || !isObjectId(ref.id)) return null;
  return scope.find(reading, ref, async (project) => {
    const listed = client.knows(reading, groups(project))
      ? await client.read(reading, groups(project))
      : null;
    return listed?.byId.get(ref.id) ?? client.find(reading, group(project, ref.id));
  });
}
