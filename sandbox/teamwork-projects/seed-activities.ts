import type { SeededRandom } from "../seeded-random.js";
import type { ActivityDocument, PersonDocument, ProjectDocument } from "./documents.js";
import { toMoment } from "./state.js";

const actions = [
  ...["new", "edited", "completed", "reopened", "deleted"],
  ...["undeleted", "liked", "reacted", "viewed"],
];
const types = ["task", "tasklist", "project", "comment", "milestone"];
const dayMs = 86_400_000;
const first = Date.UTC(2024, 0, 8, 9, 0, 0);

/** Ninety entries over three months, the newest first; two of them at one moment; one of a sort that nobody knows. */
export function seedActivities(
  people: readonly PersonDocument[],
  projects: readonly ProjectDocument[],
  random: SeededRandom,
): ActivityDocument[] {
  const actors = people.filter((person) => person.deletedAt === null && !person.isPlaceholder).slice(0, 30);
  const made = Array.from({ length: 90 }, (_, index): ActivityDocument => {
    const action = index === 45 ? "teleported" : (actions[index % actions.length] ?? "new");
    const type = types[index % types.length] ?? "task";
    const at = toMoment(new Date(first + dayMs * (index - (index % 10 === 1 ? 1 : 0))));
    return {
      ...{ id: 7_311_071 + index, action, type, at },
      description: `Thing ${String(index)}`,
      extraDescription: index % 3 === 0 ? "" : "My List",
      userId: random.pick(actors).id,
      forUserId: index % 4 === 0 ? random.pick(actors).id : null,
      projectId: random.pick(projects.slice(0, 12)).id,
      itemId: 33_512_354 + index,
      itemLink: type === "task" ? `tasklists/${String(2_952_529 + (index % 7))}` : "",
      dueDate: type === "task" && index % 2 === 0 ? at : "",
      isPrivate: index % 20 === 9,
    };
  });
  return made.sort((one, other) => (one.at === other.at ? other.id - one.id : one.at < other.at ? 1 : -1));
}
