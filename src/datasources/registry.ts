import type { ProviderModule } from "../directory/provider.js";
import { scim } from "./scim/provider.js";
import { talkdesk } from "./talkdesk/provider.js";
import { tiledesk } from "./tiledesk/provider.js";

/** The providers of this version: one line each. */
export const providers: readonly ProviderModule[] = [tiledesk, talkdesk, scim];
