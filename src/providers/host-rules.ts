/** Which hosts the outbound door opens for. Lists of `host:port`; both come from the deployment's configuration. */
export interface OutboundOptions {
  /** Exempt from every rule, also for http and address literals; only ever non-empty in a local deployment. */
  allowHosts: string[];
  /** Our own hosts: a call to ourselves would pass the edge's protection. Without a port: that name and all below it. */
  ownHosts: string[];
}

const MAX_URL_LENGTH = 2048;

/** Names that mean "inside": RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's .internal, and what home and office routers use. */
const INSIDE_SUFFIXES = [
  ...["localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "workgroup"],
  ...["arpa", "test", "example", "invalid", "onion", "alt"],
];

/** Public names that answer with whatever address is asked for, or with loopback: the published way round an address rule. */
const WILDCARD_DNS_SUFFIXES = [
  ...[
    "sslip.io",
    "nip.io",
    "xip.io",
    "xip.name",
    "ip6.name",
    "backname.io",
    "traefik.me",
    "local.gd",
    "1u.ms",
    "rbndr.us",
  ],
  ...["localtest.me", "lvh.me", "vcap.me", "fuf.me", "lacolhost.com", "localhost.direct", "localho.st", "smackaho.st"],
  "localhost.domaincontrol.com",
];

/** Loopback, private, link-local, shared and unspecified IPv4 (RFC 6890) written with dots or dashes inside a name. */
const INSIDE_ADDRESS_IN_NAME =
  /(?:^|[.-])(?:(?:0|10|127)[.-]\d{1,3}|192[.-]168|169[.-]254|172[.-](?:1[6-9]|2\d|3[01])|100[.-](?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(?:[.-]\d{1,3}){2}(?=[.-]|$)/;

/**
 * Why the door stays shut for this address, as a sentence for its owner, or null when it may be called.
 * `invalid_url` means the text is no address at all. Asked when an address is saved and again before every call.
 */
export function refusalOf(text: string, options: OutboundOptions): { kind: OutboundRefusal; message: string } | null {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text) : null;
  if (!url) return { kind: "invalid_url", message: "This is not a valid web address." };
  const message = refusedAddress(url, options);
  return message === null ? null : { kind: "refused_by_guard", message };
}
export type OutboundRefusal = "invalid_url" | "refused_by_guard";

/** `refusalOf` for forms: the sentence, or null. */
export const checkOutboundUrl = (url: string, options: OutboundOptions): string | null =>
  refusalOf(url, options)?.message ?? null;

function refusedAddress(url: URL, { allowHosts, ownHosts }: OutboundOptions): string | null {
  if (url.username || url.password) return "The address must not contain a user name or password.";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "The address must begin with https://.";
  if (allowHosts.some((entry) => isSamePlace(url, entry))) return null;
  if (url.protocol !== "https:") return "The address must begin with https://.";
  if (url.port !== "") return "Only the standard https port can be reached.";
  return refusedName(url.hostname) ?? (ownHosts.some((entry) => isOurs(url, entry)) ? OWN_HOST : null);
}
const OWN_HOST = "This address belongs to Keyline itself.";

/** The parsed host name only: every spelling of an address (127.1, 0x7f.1, full-width digits) is canonical by now. */
function refusedName(host: string): string | null {
  if (host.startsWith("[") || isNumeric(host.split(".").at(-1) ?? "")) {
    return "The address must use a host name, not an IP address.";
  }
  if (host.endsWith(".")) return "The host name must not end in a dot.";
  if (!host.includes(".")) return "The host name must be a public one, such as www.example.com.";
  if (isUnder(host, INSIDE_SUFFIXES)) return "The host name belongs to a private network.";
  if (isUnder(host, WILDCARD_DNS_SUFFIXES)) return "The host name can stand for any address, so it is not called.";
  if (INSIDE_ADDRESS_IN_NAME.test(host)) return "The host name contains a private address.";
  return null;
}

/** The URL standard writes every IPv4 address as four decimal numbers, and takes no other name that ends in a number. */
const isNumeric = (label: string) => /^\d+$/.test(label);

const isUnder = (host: string, suffixes: string[]) =>
  suffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));

function isSamePlace(url: URL, entry: string): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return `${url.hostname}:${port}` === entry.toLowerCase();
}

function isOurs(url: URL, entry: string): boolean {
  return /:\d+$/.test(entry) ? isSamePlace(url, entry) : isUnder(url.hostname, [entry.toLowerCase()]);
}
