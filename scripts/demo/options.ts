import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import { Problem } from "./problem.ts";

export interface WordPressOptions {
  url: string;
  user: string;
  appPassword: string;
}

export interface DemoOptions {
  /** The CSV as it will be imported. */
  csv: string;
  /** How the file is called in what is printed. */
  csvName: string;
  /** Rows of the CSV without its heading. */
  rows: number;
  articles: number;
  wordpress: WordPressOptions | null;
  keep: boolean;
}

export const USAGE = `npm run demo -- [options]

  --keywords FILE.csv     keyword list to work on; columns keyword, volume, difficulty, intent, country
                          (only keyword is needed; the names that research tools use are understood).
                          Default: 116 keywords about cargo e-bikes
  --articles N            articles to write, 1 to 10. Default: 3
  --wordpress URL         publish to this WordPress too, with --user U --app-password P
  --keep                  leave the server running and print how to use it
  --help                  this text`;

const OWN_LIST = path.join(import.meta.dirname, "keywords.csv");

/** Reads the command line and the CSV. Throws `Problem`; answers null when only help was wanted. */
export async function readOptions(args: string[]): Promise<DemoOptions | null> {
  const values = parsed(args);
  if (values.help) return null;
  const articles = Number(values.articles);
  if (!Number.isInteger(articles) || articles < 1 || articles > 10)
    throw new Problem(`--articles must be a whole number from 1 to 10, not ${values.articles}.`);
  const file = values.keywords ?? OWN_LIST;
  const csv = await readFile(file, "utf8").catch(() => {
    throw new Problem(`The keyword list ${file} cannot be read.`, "Name an existing CSV file with --keywords.");
  });
  // only counted, for the plan: what the file is worth, the API's import judges
  const { data } = Papa.parse<string[]>(csv, { skipEmptyLines: "greedy" });
  const wordpress = wordPressOf(values);
  const csvName = path.relative(process.cwd(), file);
  return { csv, csvName, rows: Math.max(0, data.length - 1), articles, wordpress, keep: values.keep };
}

function parsed(args: string[]) {
  const text = { type: "string" } as const;
  const options = {
    keywords: text,
    articles: { type: "string", default: "3" },
    wordpress: text,
    user: text,
    "app-password": text,
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Problem(
      error instanceof Error ? error.message : String(error),
      "npm run demo -- --help lists the options.",
    );
  }
}

function wordPressOf(values: ReturnType<typeof parsed>): WordPressOptions | null {
  const { wordpress: url, user, "app-password": appPassword } = values;
  if (url === undefined && user === undefined && appPassword === undefined) return null;
  if (url === undefined || user === undefined || appPassword === undefined)
    throw new Problem("--wordpress, --user and --app-password belong together.", "Give all three.");
  if (!URL.canParse(url)) throw new Problem(`${url} is not a web address.`, "Give it as https://blog.example.com.");
  return { url, user, appPassword };
}
