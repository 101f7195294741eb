import { createCompany, type Company } from "../../sandbox/company.js";
import { createScimStandIn, scimBasePath, type ScimOptions } from "../../sandbox/scim/stand-in.js";
import type { StandIn } from "../../sandbox/stand-in.js";
import { createTalkdeskStandIn, type TalkdeskOptions } from "../../sandbox/talkdesk/stand-in.js";
import { siteCredentials } from "../../sandbox/teamwork-site/authorization.js";
import { createTeamworkDeskStandIn } from "../../sandbox/teamwork-desk/stand-in.js";
import { createTeamworkProjectsStandIn } from "../../sandbox/teamwork-projects/stand-in.js";
import { createTeamworkSpacesStandIn } from "../../sandbox/teamwork-spaces/stand-in.js";
import { createTiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";
import { providers } from "../../src/datasources/registry.js";
import type { ProviderModule } from "../../src/directory/provider.js";

/** A stand-in to link an account to. */
export interface StandInSetup {
  readonly provider?: "tiledesk" | "talkdesk" | "scim" | keyof typeof siteStandIns;
  readonly people?: number;
  readonly seed?: number;
  /** Instead of the one of that many people and that seed. */
  readonly company?: Company;
  /** Of Tiledesk. */
  readonly projects?: number;
  /** How Talkdesk's surfaces behave. */
  readonly talkdesk?: TalkdeskOptions["quirks"];
  /** How the SCIM server behaves, Talkdesk's too. */
  readonly scim?: ScimOptions["quirks"];
}

/** The products of a Teamwork installation, each by a bearer token. */
const siteStandIns = {
  "teamwork-projects": createTeamworkProjectsStandIn,
  "teamwork-desk": createTeamworkDeskStandIn,
  "teamwork-spaces": createTeamworkSpacesStandIn,
} as const;

/** A stand-in that listens, and what an account needs to reach it. */
export interface LinkedStandIn<S extends StandIn = StandIn> {
  readonly standIn: S;
  readonly module: ProviderModule;
  readonly settings: object;
  readonly credentials: object;
}

export async function openStandIn(setup: StandInSetup): Promise<LinkedStandIn> {
  const { provider = "tiledesk", seed = 1, projects = 1 } = setup;
  const company = companyOf(setup);
  switch (provider) {
    case "tiledesk": {
      const standIn = createTiledeskStandIn({ company, projects, seed });
      const baseUrl = await standIn.listen(0);
      const { email, password } = standIn.current();
      return { standIn, module: moduleOf(provider), settings: { baseUrl }, credentials: { email, password } };
    }
    case "talkdesk": {
      const standIn = createTalkdeskStandIn({
        company,
        seed,
        quirks: setup.talkdesk ?? {},
        scimQuirks: setup.scim ?? {},
      });
      const restBaseUrl = await standIn.listen(0);
      const settings = { restBaseUrl, tokenUrl: `${restBaseUrl}/oauth/token`, account: "acme" };
      const { clientId, clientSecret } = standIn.credentials;
      return { standIn, module: moduleOf(provider), settings, credentials: { clientId, clientSecret } };
    }
    case "scim": {
      const standIn = createScimStandIn({ company, seed, quirks: setup.scim ?? {} });
      const baseUrl = `${await standIn.listen(0)}${scimBasePath}`;
      const credentials = { token: standIn.token() };
      return { standIn, module: moduleOf(provider), settings: { baseUrl }, credentials };
    }
    default: {
      const standIn = siteStandIns[provider]({ company, seed });
      const baseUrl = await standIn.listen(0);
      const { accessToken } = siteCredentials;
      return {
        standIn,
        module: moduleOf(provider),
        settings: { baseUrl, site: "acme" },
        credentials: { accessToken },
      };
    }
  }
}

function companyOf({ company, people = 60, seed = 1 }: StandInSetup): Company {
  return company ?? createCompany(people, seed);
}

function moduleOf(provider: string): ProviderModule {
  const module = providers.find(({ name }) => name === provider);
  if (module === undefined) throw new Error(`The registry does not have ${provider}`);
  return module;
}
