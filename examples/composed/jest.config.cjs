/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/__tests__/*.test.ts"],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2022" } }] },
  // The policy engine reads AWS's tables once; a small machine takes seconds.
  testTimeout: 30_000,
};
