import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { candidateRoots, mirrorIn } from "../../cli/prerequisites/mirror";
import { MissingPrerequisite } from "../../cli/prerequisites/missing";
import { judgePip, judgeVenv } from "../../cli/prerequisites/moto";
import { findProvider, fromMirror } from "../../cli/prerequisites/provider";
import { judgeTerraform } from "../../cli/prerequisites/terraform";
import { compareVersions, meets } from "../../cli/prerequisites/version";

const ran = (code: number, stdout = "", stderr = "") => ({ code, stdout, stderr });
const answer = (version: string) =>
  ran(0, JSON.stringify({ terraform_version: version, platform: "linux_amd64" }));

describe("Terraform", () => {
  test.each(["1.10.0", "1.11.4", "2.0.0"])("%s will do", (version) => {
    expect(judgeTerraform(answer(version))).toEqual({ version, platform: "linux_amd64" });
  });

  test.each([
    ["too old", answer("1.9.8"), "found 1.9.8"],
    ["absent", ran(127), "no command called terraform on PATH"],
    ["broken", ran(1, "", "exec format error\nmore"), "failed (exec format error)"],
    ["something else", ran(0, "hello"), "failed (hello)"],
  ])("that is %s is said to be so, with the way to get it", (_, result, why) => {
    const judge = () => judgeTerraform(result);
    expect(judge).toThrow(MissingPrerequisite);
    expect(judge).toThrow(why);
    expect(judge).toThrow("https://developer.hashicorp.com/terraform/install");
  });
});

describe("moto", () => {
  test("without Python asks for Python", () => {
    const judge = () => {
      judgeVenv(ran(127));
    };
    expect(judge).toThrow(MissingPrerequisite);
    expect(judge).toThrow("neither moto_server nor python3 is on PATH");
    expect(judge).toThrow("https://www.python.org/downloads/");
  });

  test("without Python's module venv asks for that", () => {
    expect(() => {
      judgeVenv(ran(1, "", "No module named venv"));
    }).toThrow("apt install python3-venv");
  });

  test("that pip can't install is left to the person, with the exact command", () => {
    expect(() => {
      judgePip("/x/pip", ran(1, "", "retrying\nno route to host"));
    }).toThrow(
      /pip could not install it \(no route to host\)\n {2}.*: \/x\/pip install 'moto\[server\]==/,
    );
  });

  test("that is installed leaves nothing to say", () => {
    expect(() => {
      judgePip("/x/pip", ran(0));
    }).not.toThrow();
  });
});

describe("versions", () => {
  test("are compared as numbers", () => {
    expect(compareVersions("5.99.0", "5.100.0")).toBeLessThan(0);
    expect(compareVersions("1.10.0", "1.10")).toBe(0);
    expect(compareVersions("1.11.0-beta1", "1.10.9")).toBeGreaterThan(0);
  });

  test.each([
    ["5.100.0", "5.100.0", true],
    ["5.100.1", "5.100.0", false],
    ["5.100.1", "~> 5.100.0", true],
    ["5.101.0", "~> 5.100.0", false],
    ["5.101.0", "~> 5.100", true],
    ["6.0.0", "~> 5.100", false],
    ["5.99.0", "~> 5.100", false],
    ["6.0.0", ">= 5.100", true],
    ["5.100.0", "= 5.100.0", true],
    ["5.100.0", "< 6", false],
  ])("%s meets %s: %s", (version, constraint, expected) => {
    expect(meets(version, constraint)).toBe(expected);
  });
});

describe("the AWS provider", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-mirror-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const provider = (mirror: string) =>
    path.join(folder, mirror, "registry.terraform.io", "hashicorp", "aws");
  const wanted = { constraint: "5.100.0", platform: "linux_amd64" };

  beforeAll(() => {
    const unpacked = path.join(provider("roots/deep/mirror"), "5.100.0", "linux_amd64");
    mkdirSync(unpacked, { recursive: true });
    writeFileSync(path.join(unpacked, "terraform-provider-aws_v5.100.0_x5"), "");
    mkdirSync(provider("packed"), { recursive: true });
    const archive = "terraform-provider-aws_5.100.0_linux_amd64.zip";
    writeFileSync(path.join(provider("packed"), archive), "");
  });

  test.each([
    ["unpacked, some folders down", "roots", "roots/deep/mirror"],
    ["packed", "packed", "packed"],
  ])("is found in a mirror: %s", (_, root, expected) => {
    expect(mirrorIn([path.join(folder, "none"), path.join(folder, root)], wanted)).toBe(
      path.join(folder, expected),
    );
  });

  test.each([
    ["another version", { ...wanted, constraint: "5.99.0" }],
    ["another platform", { ...wanted, platform: "darwin_arm64" }],
  ])("is not taken from a mirror that holds %s", (_, other) => {
    const roots = ["roots", "packed"].map((root) => path.join(folder, root));
    expect(mirrorIn(roots, other)).toBeUndefined();
  });

  test("is looked for where the person keeps data, before the system's folders", () => {
    const env = { HOME: "/h", XDG_DATA_HOME: "/data", XDG_DATA_DIRS: "/s1:/s2" };
    const roots = candidateRoots(env);
    expect(roots.slice(0, 4)).toEqual([
      "/h/.terraform.d",
      "/data",
      "/s1/terraform",
      "/s2/terraform",
    ]);
  });

  test("comes the way the person's own settings say, when their file is there", () => {
    const own = path.join(folder, "own.rc");
    writeFileSync(own, "");
    const found = findProvider({ ...wanted, folder, env: { TF_CLI_CONFIG_FILE: own } });
    expect(found.cliConfigFile).toBe(own);
  });

  test("is looked for when TF_CLI_CONFIG_FILE names no file", () => {
    const env = {
      TF_CLI_CONFIG_FILE: path.join(folder, "absent.rc"),
      HOME: path.join(folder, "home"),
      XDG_DATA_HOME: path.join(folder, "roots"),
    };
    const found = findProvider({ ...wanted, folder: path.join(folder, "ours"), env });

    expect(found.from).toBe(path.join(folder, "roots/deep/mirror"));
    expect(readFileSync(found.cliConfigFile, "utf8")).toContain(JSON.stringify(found.from));
  });

  test("in a folder with HCL's own signs in its name is named literally", () => {
    expect(fromMirror('/a"b/${c}')).toContain('path    = "/a\\"b/$${c}"');
  });
});
