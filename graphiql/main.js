/* global document, Worker, WORKER_FILES, EXAMPLE_QUERIES */
// scripts/build-graphiql.mjs fills in WORKER_FILES and EXAMPLE_QUERIES (examples/queries/*.graphql).
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { Kind, parse } from "graphql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./style.css";

// Monaco asks for its workers by label. They lie beside this file: `graphiql/setup-workers` would fetch
// them from a CDN or needs another bundler.
globalThis.MonacoEnvironment = {
  getWorker: (_moduleId, label) => {
    const file = WORKER_FILES[`${label}.worker`] ?? WORKER_FILES["editor.worker"];
    return new Worker(new URL(file, import.meta.url), { type: "module", name: label });
  },
};

// Relative to the page, so that a proxy may mount the service under a path of its own.
const send = createGraphiQLFetcher({ url: new URL("graphql", document.baseURI).href });

// Right after a change of tabs GraphiQL still names the operation of the tab that was left.
const fetcher = ({ operationName, ...request }, options) =>
  send(isNamedIn(request.query, operationName) ? { operationName, ...request } : request, options);

function isNamedIn(query, operationName) {
  try {
    const { definitions } = parse(query, { noLocation: true });
    return definitions.some(
      ({ kind, name }) => kind === Kind.OPERATION_DEFINITION && name?.value === operationName,
    );
  } catch {
    // The service says best what is wrong with it.
    return true;
  }
}

createRoot(document.getElementById("graphiql")).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      defaultTabs: EXAMPLE_QUERIES.map((query) => ({ query })),
      isHeadersEditorEnabled: true,
      plugins: [HISTORY_PLUGIN],
    },
    createElement(GraphiQL.Logo, null, createElement("span", { className: "rollcall-name" }, "Rollcall")),
  ),
);
