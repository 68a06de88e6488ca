import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { buildSync } from "esbuild";
import { packageRoot } from "../../config/package-root";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const root = packageRoot();
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;
const LIBRARY = ["index.ts", "constructs/index.ts", "stacks/index.ts", "proof/jest.ts"];

/** `@scope/name` of `@scope/name/lib/part`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** The packages that these entry points need when they run. */
function packagesOf(entryPoints: readonly string[]): string[] {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outdir: "dist",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
  const specifiers = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external }) => external === true)
    .map((imported) => imported.path)
    .filter((specifier) => !isBuiltin(specifier));
  return [...new Set(specifiers.map(packageOf))].sort();
}

/** Optional packages, which cli/diagram/packages.ts asks for by name: no bundler sees that. */
const ASKED_BY_NAME = ["aws-icons", "elkjs"];

test("what library and command import is what the package asks for, no less and no more", () => {
  const asked = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).sort();

  const found = [...packagesOf([...LIBRARY, "cli/warden.ts"]), ...ASKED_BY_NAME].sort();

  expect(found).toEqual(asked);
  expect(ASKED_BY_NAME.filter((name) => !manifest.peerDependenciesMeta[name]?.optional)).toEqual(
    [],
  );
});

test("packages whose classes others extend and pass on are peers, so that there is one of each", () => {
  const peers = Object.keys(manifest.peerDependencies)
    .filter((name) => manifest.peerDependenciesMeta[name]?.optional !== true)
    .sort();

  expect(peers).toEqual(["@cdktf/provider-aws", "cdktf", "constructs"]);
  expect(peers.filter((name) => name in manifest.dependencies)).toEqual([]);
});

test("what is a peer is developed against the lowest version that the package takes", () => {
  const { peerDependencies, devDependencies } = manifest;

  for (const [name, range] of Object.entries(peerDependencies)) {
    expect(`^${devDependencies[name] ?? ""}`).toBe(range);
  }
});

test("who composes constructs loads neither the SDK nor the command line's packages", () => {
  expect(packagesOf(["constructs/index.ts"])).toEqual([
    "@cdktf/provider-aws",
    "cdktf",
    "constructs",
    "zod",
  ]);
});
