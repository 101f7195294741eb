import type { RateBudget, RoleCardinality } from "../directory/account-state.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { FilterSupportType } from "../schema/linked-account.js";
import { toProviderName } from "../schema/provider-name.js";

/** A linked account as the graph shows it, without a call. */
export interface LinkedAccountView {
  readonly account: LinkedAccount;
  readonly id: string;
  readonly accountKey: string;
  readonly provider: string;
  readonly label: string;
  readonly apiVersion: string | null;
  readonly region: string | null;
  readonly site: string | null;
  readonly filters: readonly FilterSupportType[];
  readonly rateBudget: RateBudget | null;
  readonly writeSurface: string | null;
  readonly roleCardinality: RoleCardinality;
  readonly isReadOnly: boolean;
}

export function toLinkedAccountView(account: LinkedAccount): LinkedAccountView {
  const { id, accountKey, label, isReadOnly, module, profile } = account;
  return {
    account,
    id,
    accountKey,
    provider: toProviderName(module.name),
    label,
    ...profile,
    get filters(): readonly FilterSupportType[] {
      return Object.entries(module.filters).map(([field, execution]) => ({
        field,
        execution,
      }));
    },
    get rateBudget(): RateBudget | null {
      return account.provider.rateBudget();
    },
    roleCardinality: module.roleCardinality,
    isReadOnly,
  };
}
