const base = require("./jest.config.js");

/** On a real engine: minutes, not seconds, and one file after the other. */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/test/{e2e,base-images}/**/*.test.ts"],
  testTimeout: 900_000,
  maxWorkers: 1,
};
