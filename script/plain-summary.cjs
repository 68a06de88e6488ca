/** Closes a run with one plain line, behind jest's own summary, for whoever reads logs by machine. */
module.exports = class PlainSummary {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests }) {
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : "";
    const line = `tests: ${numPassedTests} passed, ${numFailedTests} failed${skipped}\n`;
    process.once("exit", () => process.stdout.write(line));
  }
};
