import type { ProviderModule } from "../directory/provider.js";
import { scim } from "./scim/provider.js";
import { talkdesk } from "./talkdesk/provider.js";
import { teamworkDesk } from "./teamwork-desk/provider.js";
import { teamworkProjects } from "./teamwork-projects/provider.js";
import { teamworkSpaces } from "./teamwork-spaces/provider.js";
import { tiledesk } from "./tiledesk/provider.js";

/** The providers of this version: one line each. */
export const providers: readonly ProviderModule[] = [
  tiledesk,
  talkdesk,
  scim,
  teamworkProjects,
  teamworkDesk,
  teamworkSpaces,
];
