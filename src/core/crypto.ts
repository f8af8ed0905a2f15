import { scrypt } from "node:crypto";
import { base64url, fromBase64url } from "./ids.ts";

const encoder = new TextEncoder();

export async function sha256(text: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Compares without telling by its duration where two texts differ. */
export async function sameText(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([left, right].map((text) => crypto.subtle.digest("SHA-256", encoder.encode(text))));
  return crypto.subtle.timingSafeEqual(a as ArrayBuffer, b as ArrayBuffer);
}

/** Secrets with names: the current one signs and encrypts, all of them verify and decrypt. */
export interface KeyRing {
  current: string;
  keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const KEY_BYTES = 32;

/** Reads `{"current":"k1","keys":{"k1":"<base64url of 32 bytes>"}}`; answers why it cannot be used otherwise. */
export function parseKeyRing(text: string | undefined): KeyRing | string {
  if (!text) return "is missing";
  try {
    const ring = JSON.parse(text) as { current: string; keys: Record<string, string> };
    const keys = new Map(Object.entries(ring.keys).map(([id, key]) => [id, fromBase64url(key)]));
    if ([...keys.values()].some((key) => key.length < KEY_BYTES)) return `has a key shorter than ${KEY_BYTES} bytes`;
    if ([...keys.values()].some((key) => new Set(key).size < 8)) return "has a key that is no secret";
    return keys.has(ring.current) ? { current: ring.current, keys } : "names a current key that it does not hold";
  } catch {
    return 'must be JSON like {"current":"k1","keys":{"k1":"<base64url of 32 random bytes>"}}';
  }
}

const aesKey = (bytes: Uint8Array<ArrayBuffer>, use: "encrypt" | "decrypt") =>
  crypto.subtle.importKey("raw", bytes.slice(0, KEY_BYTES), "AES-GCM", false, [use]);

/**
 * Encrypts with AES-256-GCM as `v1.<key id>.<iv>.<ciphertext>`. `context` (account, row, field) is authenticated with
 * it: a text moved to another row does not decrypt.
 */
export async function seal(ring: KeyRing, plain: string, context: string): Promise<string> {
  const key = await aesKey(ring.keys.get(ring.current) as Uint8Array<ArrayBuffer>, "encrypt");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = encoder.encode(`${context}|${ring.current}`);
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, encoder.encode(plain));
  return ["v1", ring.current, base64url(iv), base64url(new Uint8Array(cipher))].join(".");
}

/** Decrypts what `seal` made; null when the key is gone, the text was changed, or it belongs elsewhere. */
export async function unseal(ring: KeyRing, sealed: string, context: string): Promise<string | null> {
  const [version, keyId, iv, cipher] = sealed.split(".");
  const bytes = ring.keys.get(keyId ?? "");
  if (version !== "v1" || !bytes || !iv || !cipher) return null;
  try {
    const algorithm = { name: "AES-GCM", iv: fromBase64url(iv), additionalData: encoder.encode(`${context}|${keyId}`) };
    const key = await aesKey(bytes, "decrypt");
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, fromBase64url(cipher)));
  } catch {
    return null;
  }
}

/** scrypt at N=2^14, r=8, p=5: OWASP's equivalent of N=2^17, p=1 that needs 16 MB instead of 128. */
const COST = { N: 2 ** 14, r: 8, p: 5 };

const derive = (password: string, salt: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Uint8Array) => (error ? reject(error) : resolve(new Uint8Array(key)));
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, { ...COST, maxmem: 64 * 2 ** 20 }, done);
  });

export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return `scrypt.${base64url(salt)}.${base64url(await derive(password, salt))}`;
}

/** With `stored` undefined it does the same work and answers false: an unknown user takes as long as a wrong password. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, salt, key] = (stored ?? `scrypt.${base64url(new Uint8Array(16))}.${base64url(new Uint8Array(32))}`).split(
    ".",
  );
  const derived = base64url(await derive(password, fromBase64url(salt ?? "")));
  return (await sameText(derived, key ?? "")) && stored !== undefined;
}
