import { describeProvider } from "./describe-provider.js";
import { teamworkProjectsHarness } from "./teamwork-projects-harness.js";

describeProvider(teamworkProjectsHarness);
