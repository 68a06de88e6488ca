import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PAGE_NAMES, PAGE_SCRIPTS } from "../../html/page-script";
import { packageRoot } from "../../config/package-root";
import { realTerraform, validated } from "../support/real-terraform";

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const MINUTES = 60_000;
const root = packageRoot();
const folder = mkdtempSync(path.join(tmpdir(), "warden-package-"));
const app = path.join(folder, "app");
let packed: Packed;

const run = (cwd: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, {
    cwd,
    env: { ...process.env, CI: "1" },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });

beforeAll(() => {
  const [first] = JSON.parse(
    run(root, "npm", "pack", "--silent", "--json", "--pack-destination", folder),
  ) as Packed[];
  if (!first) throw new Error("npm packed nothing");
  packed = first;
  cpSync(path.join(root, "examples", "composed"), app, { recursive: true });
  run(app, "npm", "install", "--silent", "--prefer-offline", path.join(folder, packed.filename));
  const config = readFileSync(path.join(root, "warden.config.ts"), "utf8");
  writeFileSync(
    path.join(app, "warden.config.ts"),
    config.replace("./config/define", "bucket-warden"),
  );
  writeDocumented();
}, 10 * MINUTES);

/** The programs that docs/library.md shows, as files of the app. */
function writeDocumented(): void {
  const text = readFileSync(path.join(root, "docs", "library.md"), "utf8");
  const programs = [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, program = ""]) => program);
  programs.forEach((program, index) => {
    writeFileSync(path.join(app, `documented-${index}.ts`), program);
  });
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("what is packed", () => {
  const paths = () => packed.files.map((file) => file.path);
  const isModule = (file: string) => /^dist\/.+(\.d\.ts|\.js)$/.test(file);

  const isDocument = (file: string) => /^docs\/.+\.md$/.test(file);

  test("is the command, the library, the responder's archive and the documents", () => {
    const others = paths()
      .filter((file) => !isModule(file) && !isDocument(file))
      .map((file) => file.replace(/-[0-9a-f]{16}\.zip$/, "-<hash>.zip"));

    expect(others.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "bin/warden.mjs",
      "dist/responder-<hash>.zip",
      "dist/warden.cjs",
      "package.json",
    ]);
    // The command's messages name it.
    expect(paths()).toContain("docs/operating.md");
    expect(packed.size).toBeLessThan(1_200_000);
  });

  test("has each module with its types, and none whose source is gone", () => {
    // What runs in a page is no module.
    const scripts = PAGE_NAMES.map((page) => path.posix.join("dist", PAGE_SCRIPTS[page].built));
    expect(paths()).toEqual(expect.arrayContaining(scripts));
    const modules = paths()
      .filter((file) => file.endsWith(".js") && !scripts.includes(file))
      .map((file) => file.slice("dist/".length, -".js".length));
    const typed = paths()
      .filter((file) => file.endsWith(".d.ts"))
      .map((file) => file.slice("dist/".length, -".d.ts".length));

    expect(modules).toContain("index");
    expect(typed).toEqual(modules);
    expect(modules.filter((name) => !existsSync(path.join(root, `${name}.ts`)))).toEqual([]);
  });

  test("has no module of the command, the emulator or the function's calls to AWS", () => {
    const foreign = /^dist\/(__tests__|bench|cli|emulator|mutants|script|lambda\/responder\/aws)\//;

    expect(paths().filter((file) => foreign.test(file))).toEqual([]);
  });

  test("resolves, with types, for every way to import it", () => {
    const tarball = path.join(folder, packed.filename);

    expect(JSON.parse(run(root, "node", "script/package-faults.mjs", tarball))).toEqual([]);
  });
});

describe("a program that composes two constructs", () => {
  test("compiles, with the types of all packages looked at", () => {
    expect(run(app, "npx", "tsc", "--noEmit", "--skipLibCheck", "false")).toBe("");
  });

  test("can be what docs/library.md shows", () => {
    run(app, "npx", "tsc");

    expect(run(app, "node", "build/documented-0.js").split("\n")[0]).toMatch(/^1 audit /);
  });

  test("can be of ES modules", () => {
    const program =
      'import { defineWarden } from "bucket-warden"; console.log(typeof defineWarden);';

    expect(run(app, "node", "--input-type=module", "--eval", program)).toBe("function\n");
  });

  test("has one cdktf, so that ours and its own are the same classes", () => {
    const copies = readdirSync(path.join(app, "node_modules"), {
      recursive: true,
      encoding: "utf8",
    }).filter((file) =>
      /(^|\/)node_modules\/(cdktf|constructs)\/package\.json$/.test(`node_modules/${file}`),
    );

    expect(copies.sort()).toEqual(["cdktf/package.json", "constructs/package.json"]);
  });

  test("passes its own tests, by the package's matcher", () => {
    expect(() => run(app, "npm", "test", "--silent")).not.toThrow();
  });

  test(
    "writes a stack that Terraform takes",
    async () => {
      run(app, "npm", "run", "--silent", "synth");
      const stack = path.join(app, "cdktf.out", "stacks", "exports");
      const terraform = await realTerraform(folder);

      expect(await validated(terraform, stack)).toMatchObject({ valid: true, diagnostics: [] });
    },
    5 * MINUTES,
  );
});

describe("the installed command", () => {
  const warden = (...args: string[]) => run(app, "npx", "--no-install", "warden", ...args);

  test("helps", () => {
    expect(warden("--help")).toContain("Guards production S3 buckets across AWS accounts.");
  });

  test("writes the same stacks as a checkout, byte for byte, the function's archive included", () => {
    const checkout = path.join(folder, "checkout");
    execFileSync("npm", ["run", "--silent", "synth"], {
      cwd: root,
      env: { ...process.env, CDKTF_OUTDIR: checkout },
    });
    warden("synth");

    const installed = hashesIn(path.join(app, "cdktf.out"));
    const expected = hashesIn(checkout);

    expect(Object.keys(expected).filter((file) => file.endsWith(".zip"))).toHaveLength(2);
    expect(installed).toEqual(expected);
  });

  test("proves what the stacks promise", () => {
    expect(warden("prove", "--quiet")).toContain("Everything is proved");
  });
});

function hashesIn(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const file = path.join(parentPath, name);
        const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
        return [path.relative(directory, file), hash];
      }),
  );
}
