import { describe, expect, it } from "vitest";
import { isTimezone, momentOf, monthOf, readMoment, startOfDay } from "../../src/core/moments.ts";

const utc = (...parts: [number, number, number, number?, number?, number?, number?]) => {
  const [year, month, ...rest] = parts;
  return Date.UTC(year, month - 1, ...rest);
};

describe("a moment that an input gives", () => {
  it.each([
    ["2026-12-01T09:00:00Z", utc(2026, 12, 1, 9)],
    ["2026-12-01T09:00Z", utc(2026, 12, 1, 9)],
    ["2026-12-01T09:00:00+01:00", utc(2026, 12, 1, 8)],
    ["2026-12-01T09:00:00-03:30", utc(2026, 12, 1, 12, 30)],
    ["2028-02-29T23:59:59.9Z", utc(2028, 2, 29, 23, 59, 59, 900)],
    ["2026-12-01T09:00:00.123456Z", utc(2026, 12, 1, 9, 0, 0, 123)],
    ["2026-12-01T09:00:00.12399999999999999999+00:00", utc(2026, 12, 1, 9, 0, 0, 123)],
  ])("may be %s", (text, expected) => expect(readMoment(text)).toBe(expected));

  it("in a form that no calendar has is refused, with an offset and with a zone alike", () => {
    const times = ["2026-02-30T09:00", "2026-04-31T09:00", "2027-02-29T09:00", "2026-13-01T09:00", "2026-00-10T09:00"];
    times.push(
      "2026-12-01T25:00",
      "2026-12-01T24:00",
      "2026-12-01T09:60",
      "2026-12-01T09:00:60",
      "2016-12-31T23:59:60",
    );
    for (const time of times) {
      const given = [readMoment(`${time}Z`), readMoment(`${time}+01:00`), readMoment(time, "Europe/Berlin")];
      for (const moment of given) expect(moment, time).toEqual(expect.any(String));
    }
  });

  it("without an offset needs a zone, and is nothing else than a date with a time", () => {
    expect(readMoment("2026-12-01T09:00:00")).toContain("no offset");
    expect(readMoment("2026-12-01T09:00:00.5", "Europe/Berlin")).toBe(utc(2026, 12, 1, 8, 0, 0, 500));
    expect(readMoment("2026-12-01T09:00:00Z", "Europe/Berlin")).toBe(utc(2026, 12, 1, 9));
    for (const text of ["", "tomorrow", "2026-12-01", "2026-12-01 09:00Z", "20261201T0900Z", "2026-12-01T09:00:00.Z"])
      expect(readMoment(text, "UTC"), text).toEqual(expect.any(String));
    for (const text of ["2026-12-01T09:00+24:00", "2026-12-01T09:00+01", "2026-12-01T09:00Z[Europe/Berlin]"])
      expect(readMoment(text, "UTC"), text).toEqual(expect.any(String));
  });

  it("that the clocks skip is refused, and of one that comes twice the first is meant", () => {
    expect(readMoment("2026-03-29T01:59:59", "Europe/Berlin")).toBe(utc(2026, 3, 29, 0, 59, 59));
    expect(readMoment("2026-03-29T02:30:00", "Europe/Berlin")).toContain("skip");
    expect(readMoment("2026-03-29T03:00:00", "Europe/Berlin")).toBe(utc(2026, 3, 29, 1));
    expect(readMoment("2026-10-25T02:30:00", "Europe/Berlin")).toBe(utc(2026, 10, 25, 0, 30));
    // a shift of half an hour, and a day that a country left out
    expect(readMoment("2026-10-04T02:15:00", "Australia/Lord_Howe")).toContain("skip");
    expect(readMoment("2011-12-30T10:00:00", "Pacific/Apia")).toContain("skip");
  });

  it("names the field that is wrong", () => {
    const path = (text: string, zone?: string) => {
      try {
        return String(momentOf(text, zone, "scheduled_at"));
      } catch (error) {
        return (error as { details: { errors: { path: string }[] } }).details.errors[0]?.path;
      }
    };
    expect(path("2026-02-30T09:00:00Z")).toBe("scheduled_at");
    expect(path("2026-02-10T09:00:00Z", "Mars/Olympus")).toBe("timezone");
    expect(path("2026-02-10T09:00:00Z", "UTC")).toBe(String(utc(2026, 2, 10, 9)));
  });
});

describe("a time zone", () => {
  it("has a name in the IANA database", () => {
    for (const name of ["UTC", "Europe/Berlin", "America/Argentina/ComodRivadavia", "Europe/Kyiv", "EST5EDT"])
      expect(isTimezone(name), name).toBe(true);
    for (const name of ["", "Z", "+02:00", "Mars/Olympus", "2026-01-01T00:00[Europe/Berlin]", "Europe/Berlin "])
      expect(isTimezone(name), name).toBe(false);
  });
});

describe("days and months", () => {
  it("begin at midnight UTC, and a month ends where the next begins", () => {
    expect(startOfDay("2026-12-31")).toBe(utc(2026, 12, 31));
    expect(() => startOfDay("2026-02-30")).toThrow(RangeError);
    const [december, january] = [utc(2026, 12, 1), utc(2027, 1, 1)];
    expect(monthOf(december - 1)).toEqual({ name: "2026-11", start: utc(2026, 11, 1), end: december });
    expect(monthOf(december)).toEqual({ name: "2026-12", start: december, end: january });
    expect(monthOf(january)).toMatchObject({ name: "2027-01", start: january });
  });
});
