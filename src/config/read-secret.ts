import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError } from "./config-error.js";
import type { SecretReference } from "./config-file.js";

/** Where secrets are. */
export interface SecretPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths begin at the configuration file. */
  readonly directory: string;
}

/**
 * The secret that a reference means.
 * @param key where the reference stands, for the message
 * @throws ConfigError when it is empty or cannot be read
 */
export function readSecret(
  reference: SecretReference,
  key: string,
  { environment, directory }: SecretPlaces,
): string {
  const value =
    "env" in reference ? environment[reference.env] : readSecretFile(resolve(directory, reference.file), key);
  const name =
    "env" in reference ? `the environment variable ${reference.env}` : `the file ${reference.file}`;
  if (value === undefined || value === "") throw new ConfigError(`${key}: ${name} is empty or not set`);
  return value;
}

function readSecretFile(path: string, key: string): string {
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/u, "");
  } catch (error) {
    throw new ConfigError(`${key}: the file cannot be read`, { cause: error });
  }
}
