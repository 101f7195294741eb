import { describeProvider } from "./describe-provider.js";
import { tiledeskHarness } from "./tiledesk-harness.js";

describeProvider(tiledeskHarness);
