import parser from "@typescript-eslint/parser";
import peer from "./chat-id-in-hook.mjs";

export default [
  {
    files: ["**/*.ts", "**/*.tsx", "**/*.mts", "**/*.cts"],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: "off" },
    plugins: { peer },
    rules: { "peer/chat-id-in-hook": "error" },
  },
];
