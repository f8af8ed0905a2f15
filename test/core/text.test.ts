import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutPhrase } from "../../src/clustering/phrases.ts";
import { escapeMarkup } from "../../src/core/escape.ts";
import { plainText } from "../../src/core/markup.ts";
import { countWords, cutAt, cutAtWord, oneLine } from "../../src/core/words.ts";

describe("words", () => {
  it("are counted in any script, signs aside", () => {
    expect(countWords("Don’t panic: it is 5 o'clock.")).toBe(6);
    expect(countWords("## **Bold** _words_ – 3.14 e-bikes")).toBe(5);
    expect(countWords("咖啡很好喝")).toBeGreaterThan(1);
    expect(countWords(" \n… ")).toBe(0);
  });
});

describe("a text on one line", () => {
  it("has neither line breaks nor control characters nor doubled spaces", () => {
    expect(oneLine("\t Cold\r\n\u0007 brew\u00a0 coffee \n")).toBe("Cold brew coffee");
  });
});

describe("a text that is cut", () => {
  it("keeps whole characters and can be stored", () => {
    expect([cutAt("ab🥐", 3), cutAt("ab🥐", 4), cutAt("ab", 9)]).toEqual(["ab", "ab🥐", "ab"]);
    expect(cutAt("a\ud800b", 3).isWellFormed()).toBe(true);
  });

  it.each([
    ["Cold brew, steeped slowly", 25, "Cold brew, steeped slowly"],
    ["Cold brew, steeped slowly", 15, "Cold brew…"],
    ["Cold brew, steeped slowly", 10, "Cold brew…"],
    ["Brewers (of some note) agree", 10, "Brewers…"],
    ["An e-bike for the long way", 8, "An e…"],
    ["Riding an e-bike for long", 15, "Riding an…"],
    ["Is it clean? Surely not", 14, "Is it clean?…"],
    ["Kurz – aber gut", 8, "Kurz…"],
    ["x".repeat(30), 10, "xxxxxxxxx…"],
    ["咖啡很好喝。真的很好喝", 6, "咖啡很好喝…"],
    ["!!!!!!!!!!", 4, "!!!…"],
  ])("ends after a whole word: %s at %i", (text, length, expected) =>
    expect(cutAtWord(text, length, "…")).toBe(expected),
  );

  it("needs no ellipsis", () => {
    expect(cutAtWord("Cold brew, steeped slowly", 10)).toBe("Cold brew");
    expect(cutPhrase("A grinder for the kitchen and\nthe garden", 30)).toBe("A grinder for the kitchen");
  });

  it("is never longer than asked for, nor ill-formed, and begins as it began", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 80 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), fc.constantFrom("", "…"), (whole, length, mark) => {
        const cut = cutAtWord(whole, length, mark);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
        expect(whole.startsWith(cut === whole ? cut : cut.slice(0, cut.length - mark.length))).toBe(true);
      }),
    );
  });
});

describe("an escaped text", () => {
  it("is itself again when it is read as markup, as a text and as an attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>&\"'; abß漢🥐") }), (text) => {
        const escaped = escapeMarkup(text);
        expect(plainText(`<pre>x${escaped}x</pre>`)).toBe(`x${text}x`);
        expect(escaped).not.toMatch(/[<>"]/);
      }),
    );
    expect(escapeMarkup(`Tom & "Jerry's" <b>`)).toBe("Tom &amp; &quot;Jerry's&quot; &lt;b&gt;");
  });

  it("leaves out what XML has no character for", () => {
    expect(escapeMarkup("a\u0000\u0008b\ufffec\ud800\td")).toBe("abc\ufffd\td");
  });
});
