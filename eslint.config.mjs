import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "coverage/", "apps/", "docs/adr/", ".pulumi-compose/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    files: ["compose/**", "policies/checks/**", "stacks/**"],
    rules: {
      // The description is pure: it loads without Pulumi and without an engine.
      "no-restricted-imports": ["error", { patterns: ["@pulumi/*", "dockerode", "**/components/*", "**/engine/*"] }],
    },
  },
  {
    files: ["toolchain/**/*.mjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        Buffer: "readonly",
        setTimeout: "readonly",
        URL: "readonly",
      },
    },
  },
  {
    files: ["*.config.js"],
    languageOptions: { globals: { module: "writable", require: "readonly" } },
  },
);
