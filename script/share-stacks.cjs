const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");

/** A folder where one file of tests leaves the stacks that it synthesized, for the others. */
module.exports = () => {
  process.env.WARDEN_SHARED_STACKS = mkdtempSync(path.join(tmpdir(), "warden-shared-stacks-"));
};
