import { describeProvider } from "./describe-provider.js";
import { teamworkDeskHarness } from "./teamwork-desk-harness.js";

describeProvider(teamworkDeskHarness);
