import { registerEnumType } from "type-graphql";
import type { ProviderModule } from "../directory/provider.js";

/** Filled from the registry before the schema is built: the schema knows no provider by name. */
export const ProviderNameEnum: Record<string, string> = {};

/** The enum value of a provider: its configured name in SCREAMING_SNAKE. */
export function toProviderName(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}

/** Declares the enum `Provider`, one value for each module; once for all graphs of the process. */
export function declareProviderNames(modules: readonly ProviderModule[]): void {
  if (modules.every(({ name }) => toProviderName(name) in ProviderNameEnum)) return;
  const names = modules.map(
    (module) => [toProviderName(module.name), { description: module.description }] as const,
  );
  for (const [name] of names) ProviderNameEnum[name] = name;
  registerEnumType(ProviderNameEnum, {
    name: "Provider",
    description: "A vendor product with an API of its own.",
    valuesConfig: Object.fromEntries(names),
  });
}
