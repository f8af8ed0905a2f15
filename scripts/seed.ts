/** Demo data through the public API, as any client would load it: `npm run seed -- --url URL`. */
import { parseArgs } from "node:util";

const DEMO = { email: "demo@keyline.example", password: "keyline-demo-passphrase" };

/** Keyword, searches a month, difficulty 0 to 100. */
type KeywordFigures = [keyword: string, volume: number, difficulty: number];

const SECTORS: { name: string; description: string; keywords: KeywordFigures[] }[] = [
  {
    name: "Espresso machines",
    description: "Buying, comparing and looking after machines at home",
    keywords: [
      ["best espresso machine for home", 22_000, 61],
      ["espresso machine with grinder", 14_800, 55],
      ["how to descale an espresso machine", 9_900, 24],
      ["espresso machine maintenance", 1_900, 18],
      ["single boiler vs heat exchanger", 880, 15],
      ["manual lever espresso machine", 3_600, 31],
    ],
  },
  {
    name: "Coffee beans",
    description: "Roasts, origins, storage",
    keywords: [
      ["best coffee beans for espresso", 12_100, 52],
      ["how to store coffee beans", 8_100, 20],
      ["light roast vs dark roast", 6_600, 28],
      ["single origin coffee beans", 5_400, 41],
      ["how long do coffee beans last", 4_400, 17],
      ["freezing coffee beans", 1_300, 12],
    ],
  },
];

/**
 * Registers the demo account with a site, two sectors and their keywords at `url` (no slash at the end).
 * Does nothing but say so when the account is there already. Throws with the answer of the call that failed.
 */
export async function seed(url: string): Promise<void> {
  const registration = { ...DEMO, first_name: "Demi", last_name: "Tasse", account_name: "Kettle & Crema" };
  const registered = await call(url, "auth/register/", registration);
  if (registered.status === 409) return console.log(`demo account: ${DEMO.email} / ${DEMO.password} (was there)`);
  const { access } = dataOf(registered) as { access: string };
  const create = async (path: string, body: object) => dataOf(await call(url, path, body, access)) as { id: number };

  const site = await create("auth/sites/", { name: "Kettle & Crema", domain: "kettle-and-crema.example" });
  for (const { name, description, keywords } of SECTORS) {
    const sector = await create("auth/sectors/", { site_id: site.id, name, description });
    for (const [keyword, volume, difficulty] of keywords) {
      await create("planner/keywords/", { site_id: site.id, sector_id: sector.id, keyword, volume, difficulty });
    }
  }
  console.log(`demo account: ${DEMO.email} / ${DEMO.password}`);
}

interface Answer {
  route: string;
  status: number;
  body: { success?: boolean; data?: unknown };
}

async function call(url: string, route: string, body: object, access?: string): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1/${route}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(access && { authorization: `Bearer ${access}` }) },
    body: JSON.stringify(body),
  });
  return { route, status: answer.status, body: (await answer.json()) as Answer["body"] };
}

function dataOf({ route, status, body }: Answer): unknown {
  if (status !== 201) throw new Error(`${route} answered ${status}: ${JSON.stringify(body)}`);
  return body.data;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { url: { type: "string", default: "http://127.0.0.1:8787" } } });
  await seed(values.url.replace(/\/$/, "")).catch((error: Error) => {
    console.error(`seed: ${error.message}`);
    process.exitCode = 1;
  });
}
