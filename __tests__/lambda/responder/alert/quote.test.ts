import { execFileSync } from "node:child_process";
import fc from "fast-check";
import {
  clip,
  quote,
  shellWord,
  urlPart,
  visibleJson,
} from "../../../../lambda/responder/alert/quote";

const anyText = fc.string({ unit: "binary" });

describe("quoted text", () => {
  test("can be undone", () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(JSON.parse(quote(value))).toBe(value);
        expect(JSON.parse(visibleJson({ value }))).toEqual({ value });
      }),
    );
  });

  test.each([
    ["turns text", "invoice\u202efdp.exe", '"invoice\\u202efdp.exe"'],
    ["prints as nothing", "a\u200bb\u3164c", '"a\\u200bb\\u3164c"'],
    ["hides behind a flag", "a\u{e0041}", '"a\\udb40\\udc41"'],
    ["begins a line", "a\u2028b\u0085c\nd", '"a\\u2028b\\u0085c\\nd"'],
    ["opens a tag", "<b>&amp;", '"\\u003cb\\u003e\\u0026amp;"'],
    ["makes a link", "https://evil.example", '"https\\u003a//evil.example"'],
  ])("shows what %s as what it is", (_, value, shown) => {
    expect(quote(value)).toBe(shown);
  });

  test("leaves an ARN, a key and other scripts readable", () => {
    const value = "arn:aws:s3:::b/Übersicht/日本.csv";
    expect(quote(value)).toBe(`"${value}"`);
  });
});

describe("a word for the shell", () => {
  test("is one word of visible ASCII on one line", () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(shellWord(value)).toMatch(/^\$?'[\x20-\x26\x28-\x7e]*'$/);
      }),
    );
  });

  test.each([
    "AROA1:eva@x.example",
    "a'b; rm -rf /",
    "$(id) `id` \\ \n \u202e ${HOME} !x",
    "日本 \u{1f600}",
  ])("is %j for bash", (value) => {
    const script = `printf %s ${shellWord(value)}`;
    const env = { LC_ALL: "C.UTF-8" };
    expect(execFileSync("bash", ["--norc", "-c", script], { env, encoding: "utf8" })).toBe(value);
  });
});

test("a clipped text has at most so many bytes, and no half characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 4, max: 40 }), (text, limit) => {
      const clipped = clip(text, limit);
      expect(Buffer.byteLength(clipped)).toBeLessThanOrEqual(limit);
      expect(text.startsWith(clipped.replace(/\.\.\.$/, "")) || clipped === text).toBe(true);
    }),
  );
});

test("a part of a URL is ASCII that means nothing to URLs or to text", () => {
  fc.assert(
    fc.property(anyText, (value) => {
      expect(urlPart(value)).toMatch(/^[\w.~%-]*$/);
    }),
    { examples: [["\ud800"], ["a/../b?c=d#e&f (g)*'!"]] },
  );
});
