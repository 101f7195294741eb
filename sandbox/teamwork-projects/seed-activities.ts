import type { SeededRandom } from "../seeded-random.js";
import type { ActivityDocument, PersonDocument, ProjectDocument } from "./documents.js";

const actions = [
  ...["new", "edited", "completed", "reopened", "deleted"],
  ...["undeleted", "liked", "reacted", "viewed", "teleported"],
];
const types = ["task", "tasklist", "project", "comment", "milestone"];
const hourMs = 3_600_000;
const first = Date.UTC(2024, 0, 8, 9, 0, 0);

/** Ninety entries over three months, the newest first; two of them at one moment; one of a sort that nobody knows. */
export function seedActivities(
  people: readonly PersonDocument[],
  projects: readonly ProjectDocument[],
  random: SeededRandom,
): ActivityDocument[] {
  const actors = people.filter((person) => person.deletedAt === null && !person.isPlaceholder).slice(0, 30);
  const made = Array.from({ length: 90 }, (_, index): ActivityDocument => {
    const action = index === 45 ? "teleported" : (actions[index % 9] ?? "new");
    return {
      ...{ id: 7_311_071 + index, action, type: types[index % types.length] ?? "task" },
      at: new Date(first + 24 * hourMs * (index - (index % 10 === 1 ? 1 : 0)))
        .toISOString()
        .replace(".000Z", "Z"),
      description: `Thing ${String(index)}`,
      extraDescription: index % 3 === 0 ? "" : "My List",
      userId: random.pick(actors).id,
      forUserId: index % 4 === 0 ? random.pick(actors).id : null,
      projectId: random.pick(projects.slice(0, 12)).id,
      itemId: 33_512_354 + index,
    };
  });
  return made.sort((one, other) => (one.at === other.at ? other.id - one.id : one.at < other.at ? 1 : -1));
}
