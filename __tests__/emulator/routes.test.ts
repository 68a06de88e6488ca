import { matchRoute } from "../../emulator/gaps";
import { request } from "./call";

describe("routes", () => {
  const asked = (target: string) => request({ service: "guardduty", method: "GET", target });

  test.each([
    ["GET /detector/*", "/detector/d1", "d1"],
    ["GET /detector/*", "/detector/d1/admin", "d1/admin"],
    ["GET /detector/*/admin", "/detector/d1/admin", "d1"],
    ["GET /detector/*/admin", "/detector/d1/filter/admin", undefined],
    ["GET /detector/*/admin", "/detector/admin", undefined],
    ["GET /detector/*/admin", "/detector/d1", undefined],
    ["GET /detector", "/detector", ""],
    ["POST /detector", "/detector", undefined],
  ])("%s and %s leave %s", (route, target, rest) => {
    expect(matchRoute(route, asked(target))).toBe(rest);
  });
});
