import { describe, expect, it } from "vitest";
import { readAtMost, utf8Length } from "../../src/core/bytes.ts";
import { namesTag, namesVersion } from "../../src/core/entity-tags.ts";
import { readRetryAfter, secondsUntil } from "../../src/core/retry-after.ts";

describe("Retry-After", () => {
  const at = Date.UTC(1994, 10, 6, 8, 49, 0);
  const read = (value: string, name = "retry-after") => readRetryAfter(new Headers({ [name]: value }), at);

  it("is read in seconds and in the three forms of a date", () => {
    expect(["30", " 0.2 ", "1"].map((value) => read(value))).toEqual([30, 1, 1]);
    const dates = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"];
    for (const date of dates) expect(read(date), date).toBe(37);
    expect(read("1500", "retry-after-ms")).toBe(2);
  });

  it("is at least a second and at most an hour", () => {
    expect([read("0"), read("864000"), read("Mon, 07 Nov 1994 08:49:37 GMT")]).toEqual([1, 3_600, 3_600]);
  });

  it("is nothing when it is absent, unreadable or gone by", () => {
    for (const value of ["", "-5", "soon", "2026-01-01", "1e3", "Sun, 06 Nov 1994 08:48:59 GMT", "Sun, 99 Foo"])
      expect(read(value), value).toBeUndefined();
    expect(readRetryAfter(undefined, at)).toBeUndefined();
  });

  it("that we send is at least a second", () => {
    expect([secondsUntil(at + 1_001, at), secondsUntil(at, at), secondsUntil(at - 5_000, at)]).toEqual([2, 1, 1]);
  });
});

describe("an entity tag", () => {
  it("is found in a list, weak or strong, and by a star", () => {
    for (const header of ['"3"', 'W/"3"', '"1", W/"3" ,"9"', "*"]) expect(namesVersion(header, 3), header).toBe(true);
    for (const header of [undefined, "", '"33"', "3", '"1", "2"']) expect(namesTag(header, '"3"'), header).toBe(false);
  });
});

describe("a stream of bytes", () => {
  const stream = (...chunks: string[]) => {
    const source = { cancelled: false };
    const readable = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
      cancel() {
        source.cancelled = true;
      },
    });
    return { source, readable };
  };

  it("is read whole up to its limit", async () => {
    const bytes = await readAtMost(stream("Grö", "", "ße").readable, 7);
    expect(new TextDecoder().decode(bytes ?? undefined)).toBe("Größe");
    expect(utf8Length("Größe")).toBe(7);
    expect(await readAtMost(stream().readable, 0)).toEqual(new Uint8Array());
  });

  it("beyond its limit is nothing, and nobody reads on", async () => {
    const { readable, source } = stream("12345", "678", "9".repeat(1_000));
    expect(await readAtMost(readable, 7)).toBeNull();
    expect(source.cancelled).toBe(true);
  });

  it("that breaks off throws its own error", async () => {
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("reset")) });
    await expect(readAtMost(broken, 9)).rejects.toThrow("reset");
  });
});
