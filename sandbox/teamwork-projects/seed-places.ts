import type { SeededRandom } from "../seeded-random.js";
import type { Installation } from "../teamwork-site/installation.js";
import type { PersonDocument, ProjectDocument, TeamDocument } from "./documents.js";

const projectNames = [
  ...["Website", "Mobile App", "Helpdesk Move", "Data Warehouse", "Rebranding", "Billing", "Onboarding"],
  ...[
    "Security Review",
    "Partner Portal",
    "Analytics",
    "Field Trial",
    "Handbook",
    "Old Intranet",
    "Trade Fair",
  ],
  "Mistake",
];

/** Twelve that are worked on, an archived one, one that is completed, and one in the bin. */
export function seedProjectList(
  { owner, companies }: Installation,
  people: readonly PersonDocument[],
  random: SeededRandom,
): ProjectDocument[] {
  return projectNames.map((name, index) => {
    const members = people.filter(
      (one) => one.deletedAt === null && (one.isOwner || random.fraction() < 0.25),
    );
    const memberIds = members.map(({ id }) => id);
    const at = `2023-${String(1 + (index % 12)).padStart(2, "0")}-15T10:00:00Z`;
    return {
      ...{ id: 967_489 + 29 * index, name, createdAt: at, changedAt: at, memberIds },
      description: index % 3 === 0 ? "" : `All about ${name}`,
      status: index === 12 ? "archived" : index === 14 ? "deleted" : "active",
      subStatus: index === 13 ? "completed" : index % 4 === 1 ? "late" : "current",
      companyId: companies[index % companies.length]?.id ?? owner.id,
      administratorIds: memberIds.slice(0, 2),
      observerIds: memberIds.slice(-2, -1),
    };
  });
}

/** Teams of the site, one within another, of a company, of a project, and a deleted one. */
export function seedTeams(
  { companies }: Installation,
  people: readonly PersonDocument[],
  projects: readonly ProjectDocument[],
): TeamDocument[] {
  const idsWhere = (test: (index: number) => boolean): number[] =>
    people.filter((_, index) => test(index)).map(({ id }) => id);
  const [website] = projects;
  const crew = website?.memberIds.slice(0, 6) ?? [];
  return [
    // A deleted person stays in the team.
    toTeam(
      41,
      "Support",
      idsWhere((index) => index % 3 === 1),
    ),
    toTeam(
      42,
      "Night Support",
      idsWhere((index) => index % 12 === 1),
      { parentId: 41 },
    ),
    toTeam(
      43,
      "Design",
      idsWhere((index) => index % 7 === 2),
      { description: "Colours and shapes", isPrivate: true },
    ),
    toTeam(
      44,
      "Globex Team",
      idsWhere((index) => index % 27 === 5),
      { companyId: companies[1]?.id ?? null },
    ),
    toTeam(45, "Website Crew", crew, { projectId: website?.id ?? null }),
    toTeam(
      46,
      "Disbanded",
      idsWhere((index) => index < 3),
      { deletedAt: "2024-01-01T00:00:00Z" },
    ),
    toTeam(47, "Nobody", []),
  ];
}

function toTeam(
  id: number,
  name: string,
  memberIds: number[],
  some: Partial<TeamDocument> = {},
): TeamDocument {
  return {
    ...{ id, name, memberIds, handle: name.toLowerCase().replaceAll(" ", ""), description: "" },
    ...{ companyId: null, projectId: null, parentId: null, deletedAt: null },
    ...{ isPrivate: false, createdAt: "2023-03-01T08:00:00Z" },
    ...some,
  };
}
