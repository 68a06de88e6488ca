import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { differences, judge } from "../../future/differences";
import { differencesOfFolders } from "../../future/written";

test("what is the same has no difference, whatever the order of its keys", () => {
  expect(differences({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] })).toEqual([]);
});

test.each([
  ["another value", { a: { b: 1 } }, { a: { b: "1" } }, [{ path: "a.b", before: 1, after: "1" }]],
  ["an argument that is gone", { a: { b: 1 } }, { a: {} }, [{ path: "a.b", before: 1 }]],
  ["an argument that came", {}, { a: null }, [{ path: "a", after: null }]],
  ["a longer list", { a: [1] }, { a: [1, 2] }, [{ path: "a.1", after: 2 }]],
  ["a list for a map", { a: [] }, { a: {} }, [{ path: "a", before: [], after: {} }]],
  ["a block for a text", { a: {} }, { a: "x" }, [{ path: "a", before: {}, after: "x" }]],
])("%s is one difference, with its path", (_, before, after, expected) => {
  expect(differences(before, after)).toEqual(
    expected.map((one) => ({ before: undefined, after: undefined, ...one })),
  );
});

describe("the verdict on differences", () => {
  const version = { path: "version", before: "1", after: "2" };

  test("is clean when all were foreseen, however often", () => {
    expect(judge([version, version], [version])).toEqual({ strange: [], missing: [] });
  });

  test.each([
    { ...version, path: "other" },
    { ...version, before: "0" },
    { ...version, after: "3" },
  ])("names what nobody foresaw: %j", (other) => {
    expect(judge([version, other], [version]).strange).toEqual([other]);
  });

  test("names what was foreseen and didn't come", () => {
    expect(judge([], [version]).missing).toEqual([version]);
  });
});

describe("folders of stacks", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-future-test-"));
  const write = (file: string, content: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("differ by values of JSON, by bytes of archives, and by files that one lacks", () => {
    write("a/stacks/x/cdk.tf.json", '{"resource": {"n": 1}, "b": []}');
    write("b/stacks/x/cdk.tf.json", '{"b":[],"resource":{"n":2}}');
    write("a/x.zip", "one");
    write("b/x.zip", "two");
    write("a/same.json", "[ ]");
    write("b/same.json", "[]");
    write("b/new.zip", "new");

    const found = differencesOfFolders(path.join(folder, "a"), path.join(folder, "b"));

    expect(found.map((one) => one.path).sort()).toEqual(["new.zip", "resource.n", "x.zip"]);
  });
});
