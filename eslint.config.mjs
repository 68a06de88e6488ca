import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

const providerRoot = {
  name: "@cdktf/provider-aws",
  message: "Import @cdktf/provider-aws/lib/<resource>: the root loads every resource AWS has.",
};

export default tseslint.config(
  { ignores: ["node_modules/", ".build/", "dist/", "cdktf.out*/", ".rehearsal/", "coverage/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "import-x": importX },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      "import-x/resolver-next": [createTypeScriptImportResolver()],
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/require-await": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "import-x/no-cycle": "error",
      "import-x/no-default-export": "error",
      "import-x/no-self-import": "error",
      "no-restricted-imports": ["error", { paths: [providerRoot] }],
      "max-depth": ["error", 3],
      // A construct is made for its effect on the tree; nobody needs its name.
      "no-new": "off",
    },
  },
  {
    files: ["lambda/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [providerRoot],
          patterns: ["cdktf*", "@cdktf/*", "constructs", "**/constructs/**", "**/stacks/**"],
        },
      ],
    },
  },
  {
    // Its own tsconfig.json is for the installed package; here the package's name means the sources.
    files: ["examples/composed/**/*.ts"],
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: "tsconfig.json",
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ["{cli/report,diagram/page}/client/*.ts", "__tests__/e2e/{diagram,report}.test.ts"],
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: "tsconfig.browser.json",
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    // The loader takes `export default defineWarden(...)`: the file is data for a tool.
    files: ["**/*warden.config.ts"],
    rules: { "import-x/no-default-export": "off" },
  },
  {
    files: ["__tests__/**/*.ts"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      // Jest types its asymmetric matchers as any.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "jest/expect-expect": ["error", { assertFunctionNames: ["expect", "expect*", "fc.assert"] }],
    },
  },
);
