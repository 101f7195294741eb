import { activityRoutes } from "./activities.js";
import type { Route } from "./answer.js";
import { companyRoutes } from "./companies.js";
import { peopleRoutes } from "./people.js";
import { projectRoutes } from "./projects.js";

/** The preferred way to read (contract section 4). */
export const routesOfV3: readonly Route[] = [
  ...peopleRoutes,
  ...companyRoutes,
  ...projectRoutes,
  ...activityRoutes,
];
