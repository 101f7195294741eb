// The arrow: http -> context -> resolver -> loader -> provider -> client -> wire. ARCHITECTURE.md draws it.
const rule = (name, from, to) => ({ name, severity: "error", from, to });
const shared = "^src/datasources/(account-workspace|http|auth|scim-client|teamwork-site)/";

module.exports = {
  forbidden: [
    rule("no-circular", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    rule(
      "provider-is-an-island",
      { path: "^src/datasources/([^/]+)/" },
      { path: "^src/datasources/[^/]+/", pathNot: ["^src/datasources/$1/", shared] },
    ),
    rule(
      "shared-knows-no-provider",
      { path: shared },
      { path: "^src/datasources/(?!account-workspace/|http/|auth/|scim-client/|teamwork-site/)" },
    ),
    rule(
      "only-registry-names-providers",
      { path: "^src/", pathNot: ["^src/datasources/"] },
      { path: "^src/datasources/[^/]+/", pathNot: shared },
    ),
    rule(
      "only-the-entry",
      { path: "^src/datasources/registry\\.ts$" },
      { path: "^src/datasources/[^/]+/", pathNot: "/provider\\.ts$" },
    ),
    rule(
      "datasources-do-not-look-up",
      { path: "^src/datasources/" },
      { path: "^src/(resolvers|schema|loaders|context|server|main|cache)" },
    ),
    rule(
      "upper-layers-use-the-contract",
      { path: "^src/(resolvers|loaders|schema)/" },
      { path: "^src/datasources/" },
    ),
    rule("domain-is-pure", { path: "^src/directory/" }, { path: "^src/", pathNot: "^src/directory/" }),
    rule(
      "graphql-stays-above",
      { path: "^src/(datasources|directory|loaders|cache)/" },
      { path: "node_modules/(graphql|type-graphql|@apollo)/" },
    ),
    rule("tests-stay-out", { path: "^src/" }, { path: "^(test|sandbox|bench)/" }),
    rule("stand-ins-stand-alone", { path: "^sandbox/" }, { path: "^(src|test)/" }),
    rule("not-to-unresolvable", {}, { couldNotResolve: true }),
    { name: "no-orphans", severity: "error", from: { orphan: true, pathNot: "\\.d\\.ts$" }, to: {} },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    // A package may have exports for each way to load it, and none by default.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
