const { rmSync } = require("node:fs");

module.exports = () => {
  rmSync(process.env.WARDEN_SHARED_STACKS, { recursive: true, force: true });
};
