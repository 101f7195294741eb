import { describeProvider } from "./describe-provider.js";
import { otherTeamworkSpacesHarness, teamworkSpacesHarness } from "./teamwork-spaces-harness.js";

describeProvider(teamworkSpacesHarness);
describeProvider(otherTeamworkSpacesHarness);
