import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { zipSync } from "fflate";
import { packageRoot } from "../../config/package-root";

/** The services that the responder speaks to. */
const CLIENTS: Readonly<Record<string, string>> = {
  S3: "@aws-sdk/client-s3",
  IAM: "@aws-sdk/client-iam",
  SNS: "@aws-sdk/client-sns",
  DynamoDB: "@aws-sdk/client-dynamodb",
  SecurityHub: "@aws-sdk/client-securityhub",
};

export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly zippedBytes: number;
  /** Clients that are not installed here: the bundle would be larger with them. */
  readonly missing: readonly string[];
}

/** What a Lambda function gets by default: the same clients, whole, minified, nothing else. */
export function plainBundle(folder: string): Bundle {
  const require = createRequire(path.join(packageRoot(), "package.json"));
  const isInstalled = (name: string) => {
    try {
      return require.resolve(name) !== "";
    } catch {
      return false;
    }
  };
  const present = Object.entries(CLIENTS).filter(([, name]) => isInstalled(name));
  const { outputFiles } = buildSync({
    stdin: { contents: sourceOf(present), resolveDir: packageRoot(), loader: "ts" },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    write: false,
    logLevel: "error",
  });
  const content = outputFiles[0]?.contents ?? new Uint8Array();
  const file = path.join(folder, "plain.js");
  writeFileSync(file, content);
  const missing = Object.values(CLIENTS).filter((name) => !isInstalled(name));
  return { file, bytes: content.length, zippedBytes: zipped(content), missing };
}

const sourceOf = (clients: readonly (readonly [string, string])[]): string =>
  [
    ...clients.map(([client, name]) => `import { ${client} } from "${name}";`),
    `export const clients = [${clients.map(([client]) => `new ${client}({})`).join(", ")}];`,
    "export const handler = async () => clients.length;",
  ].join("\n");

const zipped = (content: Uint8Array): number =>
  zipSync({ "index.js": [content, { level: 9 }] }).length;
