import { imageSize } from "image-size";
import { ProviderError } from "../ai/ai.ts";

export interface InspectedImage {
  mimeType: "image/png" | "image/jpeg" | "image/webp" | "image/avif";
  /** Pixels, as shown: a picture turned by its EXIF orientation has the sides exchanged. */
  width: number;
  height: number;
  /** Without a dot. */
  extension: string;
}

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_PIXELS = 40_000_000;
/** Enough for the header of a still picture; keeps a hostile file with a million boxes from being read box by box. */
const AVIF_HEADER_BYTES = 64 * 1024;

interface Format {
  mimeType: InspectedImage["mimeType"];
  extension: string;
  /** The magic bytes. */
  matches(bytes: Uint8Array): boolean;
  /** Whether the file reaches its own end; a cut download does not. */
  complete(bytes: Uint8Array, view: DataView): boolean;
}

const FORMATS: readonly Format[] = [
  {
    mimeType: "image/png",
    extension: "png",
    matches: (bytes) => ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n" && ascii(bytes, 12, 4) === "IHDR",
    complete: pngComplete,
  },
  {
    mimeType: "image/jpeg",
    extension: "jpg",
    matches: (bytes) => ascii(bytes, 0, 3) === "\xff\xd8\xff",
    complete: jpegComplete,
  },
  {
    mimeType: "image/webp",
    extension: "webp",
    matches: (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP",
    complete: (bytes, view) => view.getUint32(4, true) + 8 <= bytes.length,
  },
  {
    mimeType: "image/avif",
    extension: "avif",
    matches: isAvif,
    complete: avifComplete,
  },
];

/**
 * What a picture is, by its bytes alone: the first bytes decide the format, the header gives the size.
 * Throws `ProviderError` (not retryable) for any other format (SVG, GIF, HTML …), a file that breaks off, more than 10 MB
 * or more than 40 megapixels.
 */
export function inspectImage(bytes: Uint8Array): InspectedImage {
  if (bytes.length > MAX_BYTES) throw new ProviderError("the image is larger than 10 MB", false);
  const format = FORMATS.find((candidate) => candidate.matches(bytes));
  if (!format) throw new ProviderError("the file is not a PNG, JPEG, WebP or AVIF image", false);
  if (!reachesEnd(format, bytes)) throw new ProviderError("the image file is incomplete", false);
  const { width, height } = measure(format.extension === "avif" ? bytes.subarray(0, AVIF_HEADER_BYTES) : bytes);
  if (width * height > MAX_PIXELS) throw new ProviderError(`an image of ${width}×${height} pixels is too large`, false);
  return { mimeType: format.mimeType, width, height, extension: format.extension };
}

/** Offsets in a broken file may point outside of it; that is a broken file, too. */
function reachesEnd(format: Format, bytes: Uint8Array): boolean {
  try {
    return format.complete(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function measure(bytes: Uint8Array): { width: number; height: number } {
  let size: ReturnType<typeof imageSize>;
  try {
    size = imageSize(bytes);
  } catch {
    throw new ProviderError("the image's header cannot be read", false);
  }
  const turned = (size.orientation ?? 1) >= 5;
  const [width, height] = turned ? [size.height, size.width] : [size.width, size.height];
  if (!(width > 0 && height > 0)) throw new ProviderError("the image has no size", false);
  return { width, height };
}

const ascii = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** Walks the chunks (length, type, data, checksum) up to IEND. */
function pngComplete(bytes: Uint8Array, view: DataView): boolean {
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    if (ascii(bytes, offset + 4, 4) === "IEND") return true;
    offset += view.getUint32(offset) + 12;
  }
  return false;
}

const START_OF_SCAN = 0xda;
const START_OF_FRAME = [0xc0, 0xc1, 0xc2];

/** Walks the segments over the frame's header to the first scan, then looks for the end marker FF D9 from the back. */
function jpegComplete(bytes: Uint8Array, view: DataView): boolean {
  let offset = 2;
  let framed = false;
  for (let marker = 0; marker !== START_OF_SCAN; ) {
    if (view.getUint8(offset) !== 0xff) return false;
    marker = view.getUint8(offset + 1);
    framed ||= START_OF_FRAME.includes(marker);
    offset += marker === 0xff ? 1 : view.getUint16(offset + 2) + 2;
  }
  if (!framed) return false;
  for (let end = bytes.length - 2; end > offset; end--) {
    if (bytes[end] === 0xff && bytes[end + 1] === 0xd9) return true;
  }
  return false;
}

/** An ISO media file whose major or compatible brands name AVIF. */
function isAvif(bytes: Uint8Array): boolean {
  if (ascii(bytes, 4, 4) !== "ftyp") return false;
  const length = (bytes[2] ?? 0) * 256 + (bytes[3] ?? 0);
  const brands: string[] = ascii(bytes, 8, Math.min(length, 256) - 8).match(/.{4}/gs) ?? [];
  return brands.includes("avif");
}

/** Walks the top-level boxes; a size of 0 means "to the end", a size of 1 a 64-bit size. */
function avifComplete(bytes: Uint8Array, view: DataView): boolean {
  let offset = 0;
  while (offset < bytes.length) {
    const size = view.getUint32(offset);
    if (size === 0) return true;
    offset += size === 1 ? Number(view.getBigUint64(offset + 8)) : Math.max(size, 8);
  }
  return offset === bytes.length;
}
