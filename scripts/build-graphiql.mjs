// Bundles GraphiQL from npm into dist/graphiql, so that the service needs no CDN:
//   index.html            names the hashed files
//   assets/*-HASH.*       immutable, each with a .br and a .gz beside it
// An unchanged input is not built again: this runs before every start and every test.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = path.join(root, "graphiql");
const examples = path.join(root, "examples/queries");
const output = path.join(root, "dist/graphiql");
const assets = path.join(output, "assets");
const stampFile = path.join(root, "dist/graphiql.stamp");

const bundling = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "external",
  metafile: true,
  outdir: assets,
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".ttf": "file", ".svg": "copy" },
  logLevel: "warning",
};

/** Full paths of the files of one folder, in the order of their names. */
const filesOf = async (directory) =>
  (await readdir(directory)).sort().map((name) => path.join(directory, name));

/** One hash over everything the bundle is made of; the lockfile stands for the npm packages. */
const fingerprint = async () => {
  const inputs = [
    fileURLToPath(import.meta.url),
    path.join(root, "package-lock.json"),
    ...(await filesOf(sources)),
    ...(await filesOf(examples)),
  ];
  const hash = createHash("sha256");
  for (const file of inputs) hash.update(path.relative(root, file)).update(await readFile(file));
  return hash.digest("hex");
};

const lastFingerprint = async () => {
  try {
    return await readFile(stampFile, "utf8");
  } catch {
    return undefined;
  }
};

/** The hashed name that esbuild gave to the file built from a source in graphiql/. */
const outputOf = (metafile, source) => {
  const outputs = Object.entries(metafile.outputs);
  const [file] = outputs.find(([, { entryPoint }]) => entryPoint === `graphiql/${source}`) ?? [];
  if (file === undefined) throw new Error(`esbuild wrote nothing for graphiql/${source}`);
  return path.basename(file);
};

const buildWorkers = async () => {
  const names = (await readdir(sources)).filter((name) => name.endsWith(".worker.js"));
  const { metafile } = await build({ ...bundling, entryPoints: names.map((name) => `graphiql/${name}`) });
  return Object.fromEntries(names.map((name) => [path.parse(name).name, outputOf(metafile, name)]));
};

const buildMain = async (workerNames) => {
  const queries = await Promise.all((await filesOf(examples)).map((file) => readFile(file, "utf8")));
  const { metafile } = await build({
    ...bundling,
    entryPoints: ["graphiql/main.js", "graphiql/favicon.svg"],
    splitting: true,
    define: {
      "process.env.NODE_ENV": '"production"',
      WORKER_FILES: JSON.stringify(workerNames),
      EXAMPLE_QUERIES: JSON.stringify(queries),
    },
  });
  const script = outputOf(metafile, "main.js");
  const { cssBundle } = metafile.outputs[`dist/graphiql/assets/${script}`];
  return { script, style: path.basename(cssBundle), icon: outputOf(metafile, "favicon.svg") };
};

const writePage = async (files) => {
  const template = await readFile(path.join(sources, "index.html"), "utf8");
  const page = template.replaceAll(/%(\w+)%/g, (_, name) => files[name]);
  await writeFile(path.join(output, "index.html"), page);
};

const compress = async (file) => {
  const content = await readFile(file);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, brotli));
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
};

const current = await fingerprint();
if (current === (await lastFingerprint())) {
  console.log("GraphiQL is up to date.");
} else {
  await rm(stampFile, { force: true });
  await rm(output, { recursive: true, force: true });
  await mkdir(assets, { recursive: true });
  await writePage(await buildMain(await buildWorkers()));
  await Promise.all((await filesOf(assets)).map(compress));
  await writeFile(stampFile, current);
  console.log(`GraphiQL is built: ${path.relative(root, output)}`);
}
