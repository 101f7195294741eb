import type { ProviderOptions } from "../../directory/provider.js";
import { createClientCredentialsAuth, type ClientCredentialsAuth } from "../auth/client-credentials.js";
import { createHostGuard } from "../http/host-guard.js";
import { createProviderRequest, type ProviderRequest } from "../http/request.js";
import type { RestAccess, TalkdeskSettings } from "./config.js";

export interface RestRequest {
  readonly request: ProviderRequest;
  readonly auth: ClientCredentialsAuth;
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
    close: async () => {
      await Promise.all([request.close(), tokens.close()]);
    },
  };
}
