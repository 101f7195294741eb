import { describeProvider } from "./describe-provider.js";
import { talkdeskHarness } from "./talkdesk-harness.js";

describeProvider(talkdeskHarness);
