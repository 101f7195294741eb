import type { Route } from "./answer.js";
import { companyRoutes } from "./companies.js";
import { peopleRoutes } from "./people.js";
import { projectRoutes } from "./projects.js";
import { siteRoutes } from "./site.js";
import { teamRoutes } from "./teams.js";

/** The older API, still the only one with teams, the bin and project roles (contract section 2). */
export const routesOfV1: readonly Route[] = [
  ...peopleRoutes,
  ...companyRoutes,
  ...projectRoutes,
  ...teamRoutes,
  ...siteRoutes,
];
