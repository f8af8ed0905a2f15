/** Fills `.assets/`: the scripts of the docs pages, the files of src/assets (word vectors) and the fonts of covers. */
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { CACHE, ROOT } from "./local/paths.ts";

const OUT = path.join(ROOT, ".assets");
const OWN = path.join(ROOT, "src/assets");

/** Served under `/docs/`; the pages themselves are the Worker's. */
const DOCS = [
  "swagger-ui-dist/swagger-ui-bundle.js",
  "swagger-ui-dist/swagger-ui-standalone-preset.js",
  "swagger-ui-dist/swagger-ui.css",
  "swagger-ui-dist/favicon-32x32.png",
  "redoc/bundles/redoc.standalone.js",
];

const entries = await readdir(OWN, { recursive: true, withFileTypes: true }).catch(() => []);
const own = entries
  .filter((entry) => entry.isFile() && entry.name !== "README.md")
  .map((entry) => path.relative(OWN, path.join(entry.parentPath, entry.name)));
const stamp = path.join(OUT, ".built");
/** ReDoc's footer fetches its maker's logo from a CDN; the pages ask nothing of other hosts, so it goes without. */
const REDOC_LOGO = '"https://cdn.redoc.ly/redoc/logo-mini.svg"';
const modified = async (file: string) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;

if (!(await isCurrent())) await build();

async function isCurrent(): Promise<boolean> {
  const inputs = [
    path.join(ROOT, "package-lock.json"),
    path.join(ROOT, "scripts/build-assets.ts"),
    path.join(ROOT, "scripts/build-fonts.ts"),
    path.join(ROOT, "scripts/font-widths.ts"),
    path.join(ROOT, "src/providers/images/fonts.ts"),
    OWN,
    ...own.map((name) => path.join(OWN, name)),
  ];
  const built = await modified(stamp);
  return (await Promise.all(inputs.map(modified))).every((time) => time < built);
}

/** Builds beside the folder and swaps, so that a server never sees half of it. */
async function build(): Promise<void> {
  const draft = path.join(CACHE, `assets.${process.pid}`);
  await mkdir(path.join(draft, "docs"), { recursive: true });
  for (const file of DOCS)
    await copyFile(path.join(ROOT, "node_modules", file), path.join(draft, "docs", path.basename(file)));
  await keepReDocLocal(path.join(draft, "docs/redoc.standalone.js"));
  for (const name of own) {
    await mkdir(path.dirname(path.join(draft, name)), { recursive: true });
    await copyFile(path.join(OWN, name), path.join(draft, name));
  }
  const { buildFonts } = await import("./build-fonts.ts");
  await buildFonts(path.join(draft, "fonts"));
  await writeFile(path.join(draft, ".assetsignore"), ".built\n.assetsignore\n");
  await writeFile(path.join(draft, ".built"), "");
  await rm(OUT, { recursive: true, force: true });
  await rename(draft, OUT);
  process.stderr.write("assets: built .assets/\n");
}

async function keepReDocLocal(file: string): Promise<void> {
  const script = await readFile(file, "utf8");
  if (!script.includes(REDOC_LOGO))
    throw new Error("ReDoc no longer names its logo as it did: look at its requests again");
  await writeFile(file, script.replaceAll(REDOC_LOGO, '"data:,"'));
}
