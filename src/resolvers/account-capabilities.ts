import { toInputFields, type Capabilities, type Operation } from "../directory/capabilities.js";
import { toDirectoryError } from "../directory/errors.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { Loaders } from "../loaders/loaders.js";
import type { CapabilityType } from "../schema/linked-account.js";

/** What can be asked of an account. Where its credential cannot be asked: what its provider can, and a note. */
export async function readCapabilities(
  account: LinkedAccount,
  { capabilities }: Pick<Loaders, "capabilities">,
): Promise<readonly CapabilityType[]> {
  const declared = account.module.capabilities;
  try {
    return toRows((await capabilities.load({ account })) ?? declared, null);
  } catch (thrown) {
    const { message } = toDirectoryError(thrown);
    return toRows(declared, `Whether the credential may is not known: ${message}.`);
  }
}

function toRows(table: Capabilities, doubt: string | null): readonly CapabilityType[] {
  return Object.entries(table).map(([name, row]) => {
    const operation = name as Operation;
    const { support, note, docsUrl } = row;
    return {
      ...{ operation, support, docsUrl },
      note: toNote(note, support === "UNSUPPORTED" ? null : doubt),
      inputFields: toInputFields(operation, row),
    };
  });
}

function toNote(note: string | null, doubt: string | null): string | null {
  const parts = [note, doubt].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}
