const { default: Sequencer } = require("@jest/test-sequencer");

/** The longest first: one that starts last leaves the other workers idle. */
const LONG = [
  "organization",
  "rehearsal",
  "fault-matrix",
  "every-setting",
  "documents",
  "emulated-services",
  "flood",
  "cli/warden",
  "proof/paths/blocks",
  "any-order",
  "proof/paths/incident",
  "docs/rules",
  "mutants/notice",
  "cli/doctor",
  "cli/prove",
];

/** Without figures of an earlier run, as in CI, jest goes by the size of the files. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return found < 0 ? LONG.length : found;
    };
    return [...tests].sort((one, other) => rank(one) - rank(other));
  }
};
