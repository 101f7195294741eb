/** A configuration that the service cannot start with. The message begins with the key that is wrong. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
