const swc = [
  "@swc/jest",
  { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
];

const isEndToEnd = process.env.WARDEN_E2E === "1";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Real processes run in many tests, and machines are noisy: only what hangs is to be cut off.
  testTimeout: isEndToEnd ? 120_000 : 30_000,
  // One worker less, jest's default, leaves half of a small machine idle.
  maxWorkers: "100%",
  reporters: ["default", "<rootDir>/script/plain-summary.cjs"],
  // cdktf keeps jest's matchers beyond the file that set them up; jest warns about that otherwise.
  testEnvironmentOptions: { globalsCleanup: "off" },
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  transform: { "\\.ts$": swc },
  globalSetup: "<rootDir>/script/share-stacks.cjs",
  globalTeardown: "<rootDir>/script/unshare-stacks.cjs",
  // End-to-end tests start Terraform and the emulator; `npm run test:e2e` runs them.
  testPathIgnorePatterns: isEndToEnd ? [] : ["/__tests__/e2e/"],
  testSequencer: "<rootDir>/script/longest-first.cjs",
};
