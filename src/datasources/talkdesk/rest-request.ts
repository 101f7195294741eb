import type { ProviderOptions } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { createClientCredentialsAuth, type ClientCredentialsAuth } from "../auth/client-credentials.js";
import type { Call } from "../http/call.js";
import { createHostGuard } from "../http/host-guard.js";
import { createProviderRequest, type ProviderRequest } from "../http/request.js";
import type { RestAccess, TalkdeskSettings } from "./config.js";

export interface RestRequest {
  readonly request: ProviderRequest;
  readonly auth: ClientCredentialsAuth;
  /** One small call. Throws what is wrong. */
  checkHealth(reading: Reading): Promise<void>;
  close(): Promise<void>;
}

/**
 * Calls to the REST API with a token from the token URL, which may be on another host. The token stays in here: no
 * other surface can get hold of it.
 */
export function createRestRequest(
  options: Pick<ProviderOptions, "account" | "networkAllow">,
  settings: TalkdeskSettings,
  access: RestAccess,
): RestRequest {
  const account = options.account.accountKey;
  const guard = createHostGuard({ allow: options.networkAllow });
  const { baseUrl, tokenUrl, clientId, clientSecret } = access;
  const { clientAuth, scope } = settings;
  const tokens = createProviderRequest({ account, baseUrl: tokenUrl, auth: null, guard });
  const auth = createClientCredentialsAuth({
    account,
    request: tokens,
    clientId,
    clientSecret,
    clientAuth,
    scope,
  });
  const request = createProviderRequest({ account, baseUrl, auth, guard });
  return {
    request,
    auth,
    checkHealth: async (reading) => {
      await request.send(reading, oneUser(settings.pagination));
    },
    close: async () => {
      await Promise.all([request.close(), tokens.close()]);
    },
  };
}

/** The cheapest call that needs the credential: one user. */
function oneUser(pagination: TalkdeskSettings["pagination"]): Call {
  const query =
    pagination === "jsonapi" ? { "page[number]": "1", "page[size]": "1" } : { page: "1", per_page: "1" };
  return { method: "GET", path: "users", template: "users", kind: "read", query };
}
