/** Everything that needs no engine. */
module.exports = {
  testMatch: ["<rootDir>/test/{unit,types,components,golden,properties,toolchain,policies,docs}/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022" } }] },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.pulumi-compose/"],
};
