import { describeProvider } from "./describe-provider.js";
import { laxScimHarness, strictScimHarness } from "./scim-harness.js";

describeProvider(laxScimHarness);
describeProvider(strictScimHarness);
