import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SafeFetch } from "../../src/providers/platforms/adapter.ts";
import { checkOutboundUrl, createSafeFetch, OutboundError } from "../../src/providers/safe-fetch.ts";

const FAKE = env.FAKE_WORDPRESS_URL;
const CLOSED = "127.0.0.1:1";
const NONE = { allowHosts: [], ownHosts: [] };
const guarded = createSafeFetch({ ...NONE, ownHosts: ["keyline.example"] });
const local = createSafeFetch({ allowHosts: [new URL(FAKE).host, CLOSED], ownHosts: [] });

afterEach(() => vi.restoreAllMocks());

/** Stands in for the network: answers by address, and notes what was sent. */
function network(answers: Record<string, () => Response | Promise<Response>>) {
  const sent: { url: string; method: string; headers: Headers }[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const url = String(input);
    sent.push({ url, method: init?.method ?? "GET", headers: new Headers(init?.headers as Record<string, string>) });
    const answer = answers[url];
    if (!answer) throw new Error(`nothing at ${url}`);
    return await answer();
  });
  return sent;
}

const redirect =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } });

async function errorOf(call: Promise<Response>): Promise<OutboundError> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof OutboundError)) throw new Error(`expected an OutboundError, got ${error}`);
  return error;
}
const kindOf = async (call: Promise<Response>) => (await errorOf(call)).kind;

/** Every notation of an IPv4 address that the URL standard, and with it every browser and runtime, understands. */
const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
const insideOctets = octets.chain(([, b, c, d]) =>
  fc.constantFrom(
    [127, b, c, d],
    [10, b, c, d],
    [192, 168, c, d],
    [172, 16 + (b % 16), c, d],
    [169, 254, c, d],
    [0, 0, 0, 0],
  ),
);
const notation = fc.constantFrom<(value: number) => string>(
  (value) => String(value),
  (value) => `0x${value.toString(16)}`,
  (value) => `0X${value.toString(16).toUpperCase()}`,
  (value) => `0${value.toString(8)}`,
  (value) => `0000${value.toString(8)}`,
);
const script = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (text) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
  (text) => text.replaceAll(".", "。"),
  (text) => text.replaceAll(".", "．"),
  (text) => text.replaceAll(".", "%2e"),
  (text) => text.replace(/[0-9]/g, (digit) => `%3${digit}`),
  (text) => text.replace(/[1-9]/g, (digit) => String.fromCodePoint(0x2460 + Number(digit) - 1)),
);
const parts = fc.constantFrom(1, 2, 3, 4);
const ipv4 = fc.tuple(
  fc.oneof(insideOctets, octets),
  parts,
  fc.array(notation, { minLength: 4, maxLength: 4 }),
  script,
  fc.constantFrom("", "."),
);
const ipv4Spelling = ipv4.map(([bytes, count, notations, write, end]) => {
  const rest = bytes.slice(count - 1).reduce((sum, byte) => sum * 256 + byte, 0);
  const numbers = [...bytes.slice(0, count - 1), rest];
  return write(numbers.map((value, index) => notations[index]?.(value) ?? "").join(".")) + end;
});

const hex = (value: number) => value.toString(16);
const ipv6Spelling = fc.tuple(insideOctets, fc.nat(0xffff)).chain(([[a = 0, b = 0, c = 0, d = 0], group]) => {
  const mapped = `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
  return fc.constantFrom(
    ...["::1", "::", "0:0:0:0:0:0:0:1", `::ffff:${a}.${b}.${c}.${d}`, `::ffff:${mapped}`, `::${mapped}`],
    ...[
      `64:ff9b::${mapped}`,
      `64:ff9b:1::${mapped}`,
      `2002:${mapped}::1`,
      `fe80::${hex(group)}`,
      `fc00::${hex(group)}`,
    ],
    ...[`fd12:3456::${hex(group)}`, `2001:db8::${hex(group)}`, `2606:4700::${hex(group)}`],
  );
});

describe("the rules of the outbound door", () => {
  it("refuses every spelling of an IPv4 address, and sends nothing", async () => {
    const sent = network({});
    await fc.assert(
      fc.asyncProperty(
        ipv4Spelling,
        fc.constantFrom("https://", "https:", "https:///", "HTTPS://", "https:\\\\", " https://\t"),
        async (host, scheme) => {
          const url = `${scheme}${host}/wp-json/`;
          expect(checkOutboundUrl(url, NONE)).not.toBeNull();
          expect(["refused_by_guard", "invalid_url"]).toContain(await kindOf(guarded(url)));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(sent).toEqual([]);
  });

  it("refuses every IPv6 address, mapped and translated ones too", () => {
    fc.assert(
      fc.property(ipv6Spelling, (host) => checkOutboundUrl(`https://[${host}]/`, NONE) !== null),
      { numRuns: 500 },
    );
  });

  it("refuses names that contain a private address, with dots or dashes, under any domain", () => {
    const inName = fc.tuple(insideOctets, fc.constantFrom(".", "-"), fc.constantFrom("", "app.", "app-"), fc.domain());
    fc.assert(
      fc.property(inName, ([bytes, separator, prefix, domain]) => {
        return checkOutboundUrl(`https://${prefix}${bytes.join(separator)}.${domain}/`, NONE) !== null;
      }),
    );
  });

  it.each([
    ...[
      "https://localhost",
      "https://LOCALHOST.",
      "https://wordpress",
      "https://db.localhost",
      "https://printer.local",
    ],
    ...[
      "https://metadata.google.internal",
      "https://nas.home.arpa",
      "https://router.lan",
      "https://x.corp",
      "https://x.test",
    ],
    ...[
      "https://127.0.0.1.nip.io",
      "https://7f000001.nip.io",
      "https://a.sslip.io",
      "https://sslip.io",
      "https://lvh.me",
    ],
    ...[
      "https://x.xip.io",
      "https://localtest.me",
      "https://LocalTest.Me",
      "https://ｌｏｃａｌｈｏｓｔ",
      "https://example.com.",
    ],
    ...[
      "https://example.com:8443",
      "https://example.com:22",
      "http://example.com",
      "ftp://example.com",
      "file:///etc/passwd",
    ],
    ...[
      "https://user@example.com",
      "https://user:pw@example.com",
      "https://:pw@example.com",
      "data:text/html,x",
      "javascript:1",
    ],
    ...[
      "https://127.1",
      "https://2130706433",
      "https://0x7f.1",
      "https://017700000001",
      "https:127.0.0.1",
      "http:///127.0.0.1",
    ],
    ...["https://10-0-0-1.example.net", "https://exa mple.com", "", "https://", "/wp-json"],
    `https://example.com/${"a".repeat(2_048)}`,
  ])("refuses %s", (url) => {
    expect(checkOutboundUrl(url, NONE)).toEqual(expect.stringMatching(/^\p{Lu}.*\.$/u));
  });

  it.each([
    ...[
      "https://example.com",
      "https://www.example.co.uk/blog/?a=1#b",
      "https://example.com:443/",
      "https://bücher.example.org",
    ],
    ...[
      "https://internal.example.com",
      "https://mylocal.com",
      "https://notnip.io",
      "https://ec2-54-1-2-3.amazonaws.com",
    ],
    ...[
      "https://10-12-24.com",
      "https://1und1.de",
      "https://0x7f.com",
      "https://site.xn--p1ai",
      "https://my-10-best-tips.com",
    ],
  ])("lets %s pass", (url) => {
    expect(checkOutboundUrl(url, NONE)).toBeNull();
  });

  it("refuses our own hosts, with what lies below them", () => {
    const ours = { allowHosts: [], ownHosts: ["Keyline.example.com", "127.0.0.1:8787"] };
    expect(checkOutboundUrl("https://keyline.example.com/api/", ours)).toContain("Keyline");
    expect(checkOutboundUrl("https://a.keyline.example.com", ours)).toContain("Keyline");
    expect(checkOutboundUrl("https://notkeyline.example.com", ours)).toBeNull();
  });

  it("exempts the hosts a local deployment names, by host and port, for http too, but never a password in the address", () => {
    const options = { allowHosts: ["127.0.0.1:8080", "localhost:80", "blog.test:443"], ownHosts: [] };
    for (const url of [
      "http://127.0.0.1:8080/x",
      "https://127.0.0.1:8080",
      "http://127.1:8080",
      "http://localhost",
      "https://blog.test",
    ]) {
      expect(checkOutboundUrl(url, options)).toBeNull();
    }
    for (const url of [
      "http://127.0.0.1:8081",
      "http://127.0.0.1",
      "https://localhost",
      "http://u:p@127.0.0.1:8080",
      "ftp://127.0.0.1:8080",
    ]) {
      expect(checkOutboundUrl(url, options)).not.toBeNull();
    }
  });
});

it("calls the address that was checked, however the text is read elsewhere", async () => {
  const sent = network({ "https://example.com/@127.0.0.1/": () => new Response("ok") });
  await guarded("https://example.com\\@127.0.0.1/");
  expect(sent).toHaveLength(1);
});

describe("redirects", () => {
  it("follows a read three times, and tells where it ended", async () => {
    network({
      "https://a.example.com/1": redirect("/2", 301),
      "https://a.example.com/2": redirect("https://a.example.com/3", 307),
      "https://a.example.com/3": redirect("//a.example.com/4"),
      "https://a.example.com/4": () => new Response("here"),
      "https://a.example.com/0": redirect("/1"),
    });
    const response = await guarded("https://a.example.com/1");
    expect([response.url, await response.text()]).toEqual(["https://a.example.com/4", "here"]);
    expect(await kindOf(guarded("https://a.example.com/0"))).toBe("refused_by_guard");
  });

  it("keeps credentials within their origin, and does not give them back on return", async () => {
    const sent = network({
      "https://a.example.com/": redirect("/same"),
      "https://a.example.com/same": redirect("https://b.example.com/"),
      "https://b.example.com/": redirect("https://a.example.com/back"),
      "https://a.example.com/back": () => new Response("ok"),
    });
    const headers = { Authorization: "Basic c2VjcmV0", "api-key": "secret", Cookie: "a=b", Accept: "application/json" };
    await guarded("https://a.example.com/", { headers });
    const secrets = sent.map(
      (call) => ["authorization", "api-key", "cookie"].filter((name) => call.headers.has(name)).length,
    );
    expect(secrets).toEqual([3, 3, 0, 0]);
    expect(sent.every((call) => call.headers.get("accept") === "application/json")).toBe(true);
  });

  it.each([
    ...[
      "https://127.0.0.1/",
      "https://127.1/",
      "https://10.0.0.1.nip.io/",
      "https://localhost/",
      "https://keyline.example/",
    ],
    ...[
      "https://u:p@b.example.com/",
      "https://b.example.com:8443/",
      "http://a.example.com/",
      "file:///etc/passwd",
      "https://[::1]/",
    ],
  ])("does not follow to %s", async (location) => {
    const sent = network({ "https://a.example.com/": redirect(location) });
    expect(await kindOf(guarded("https://a.example.com/"))).toBe("refused_by_guard");
    expect(sent).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])("does not repeat a write after %i, and says where the site is", async (status) => {
    const sent = network({ "https://a.example.com/": redirect("https://www.a.example.com/x", status) });
    const error = await errorOf(guarded("https://a.example.com/", { method: "POST", body: "{}" }));
    expect(error).toMatchObject({
      kind: "refused_by_guard",
      message: expect.stringContaining("https://www.a.example.com:"),
    });
    expect(sent).toHaveLength(1);
  });

  it("follows a real one on the wire", async () => {
    const site = `${FAKE}/sites/${crypto.randomUUID()}`;
    const authorization = `Basic ${btoa("editor:abcdefghijklmnopqrstuvwx")}`;
    const headers = { authorization, "content-type": "application/json" };
    const body = JSON.stringify({ title: "Hello", status: "publish" });
    const created = await local(`${site}/wp-json/wp/v2/posts`, { method: "POST", headers, body });
    const { id, link } = await created.json<{ id: number; link: string }>();
    const response = await local(`${site}/?p=${id}`);
    expect([response.status, response.url]).toEqual([200, link]);
    expect(await response.text()).toContain("<h1>Hello</h1>");
  });
});

describe("time, size and failures", () => {
  const site = () => {
    const name = crypto.randomUUID();
    const fail = (fault: object) =>
      fetch(`${FAKE}/__control/${name}/faults`, { method: "POST", body: JSON.stringify({ match: "GET /", ...fault }) });
    return { url: `${FAKE}/sites/${name}/`, fail };
  };
  const quick: SafeFetch = (url, init) => local(url, { ...init, timeoutMs: 300 });

  it("gives up on a host that accepts and says nothing", async () => {
    const { url, fail } = site();
    await fail({ fault: "timeout" });
    expect(await kindOf(quick(url))).toBe("timeout");
  });

  it("gives up on a body that never ends", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(async (_input, init) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("{"));
          init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
        },
      });
      return new Response(body);
    });
    expect(await kindOf(guarded("https://a.example.com/", { timeoutMs: 100 }))).toBe("timeout");
  });

  it("takes 1 MB and not a byte more, and stops reading there", async () => {
    let produced = 0;
    const flood = (bytes: number) => () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            const chunk = new Uint8Array(Math.min(65_536, bytes - produced));
            produced += chunk.length;
            if (chunk.length === 0) controller.close();
            else controller.enqueue(chunk);
          },
        }),
      );
    network({ "https://a.example.com/": flood(1_048_576), "https://b.example.com/": flood(50_000_000) });
    expect((await (await guarded("https://a.example.com/")).arrayBuffer()).byteLength).toBe(1_048_576);
    produced = 0;
    expect(await kindOf(guarded("https://b.example.com/"))).toBe("too_large");
    expect(produced).toBeLessThan(2_000_000);
  });

  it("measures what was unpacked", async () => {
    const zeros = new Blob([new Uint8Array(5_000_000)]).stream().pipeThrough(new CompressionStream("gzip"));
    const packed = await new Response(zeros).arrayBuffer();
    network({
      "https://a.example.com/": () =>
        new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))),
    });
    expect(packed.byteLength).toBeLessThan(10_000);
    expect(await kindOf(guarded("https://a.example.com/"))).toBe("too_large");
  });

  it.each(["drop_before", "drop_after", "reset"])(
    "does not take a cut connection for one that was refused: %s",
    async (fault) => {
      const { url, fail } = site();
      await fail({ fault });
      expect(await kindOf(quick(url))).toBe("network");
    },
  );

  it("cannot tell a refused connection from a cut one in workerd, and does not pretend to", async () => {
    expect(await kindOf(quick(`http://${CLOSED}/`))).toBe("network");
  });

  it("knows a refused connection where the runtime names it", async () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("fetch failed", { cause }));
    expect(await kindOf(guarded("https://a.example.com/"))).toBe("connection_refused");
  });

  it("answers what has no body", async () => {
    network({ "https://a.example.com/": () => new Response(null, { status: 204 }) });
    expect((await guarded("https://a.example.com/", { method: "HEAD" })).status).toBe(204);
  });

  it("shows the host's own words to nobody", async () => {
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("connect to 10.1.2.3 failed: secret"));
    expect((await errorOf(guarded("https://a.example.com/"))).message).toBe("The connection to the site failed.");
  });
});
