import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BadInput } from "../../cli/bad-input";
import { located } from "../../cli/prove/located";
import { shelfIn, stacksToProve } from "../../cli/prove/stacks";
import { exampleConfig } from "../support/example";

const config = exampleConfig();
const here = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), "warden-stacks-"));

function write(file: string, json: object | string): void {
  const to = path.join(folder, file);
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, typeof json === "string" ? json : JSON.stringify(json, null, 2));
}

const stack = (name: string) => path.join("cdktf.out", "stacks", name, "cdk.tf.json");

beforeAll(() => {
  process.chdir(folder);
});
beforeEach(() => {
  write(stack("audit"), { resource: { aws_sns_topic: { T: { name: "t" } } } });
  write(stack("workload-payments"), {});
});
afterEach(() => {
  for (const name of ["cdktf.out", "shop", "other.tf.json"]) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
});
afterAll(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

const proving = (also: readonly string[] = []) =>
  shelfIn(stacksToProve(config, { skipSynth: true, also }));

const namesOf = (also: readonly string[]) => proving(also).names;

describe("stacks as they lie there", () => {
  test("are those of the configuration, named as people see them", () => {
    const shelf = proving();

    expect(shelf.names).toEqual(["audit", "workload-payments"]);
    expect(shelf.read("audit")).toMatchObject({ name: "audit", file: stack("audit") });
  });

  test("are read when they are asked for, and not before", () => {
    write(stack("workload-payments"), "{");
    const shelf = proving();

    expect(() => shelf.read("audit")).not.toThrow();
    expect(() => shelf.read("workload-payments")).toThrow(BadInput);
    expect(() => shelf.read("workload-payments")).toThrow(
      /workload-payments\/cdk\.tf\.json can't be read as Terraform JSON/,
    );
  });

  test("are refused where one of the configuration's is missing, with what mends it", () => {
    rmSync(path.join(folder, stack("workload-payments")));

    expect(() => proving()).toThrow(
      "cdktf.out/stacks is no synthesis of this configuration: it lacks workload-payments. " +
        "Write the stacks with npm run synth, or leave out --skip-synth.",
    );
  });

  test("are refused where nothing was ever written", () => {
    rmSync(path.join(folder, "cdktf.out"), { recursive: true });
    expect(() => proving()).toThrow("it lacks audit, workload-payments");
  });

  test("are refused where an older one lies besides, which nobody would apply", () => {
    write(stack("workload-claims"), {});
    expect(() => proving()).toThrow("it has workload-claims besides");
  });
});

describe("what is deployed beside them", () => {
  test("is a file of Terraform JSON", () => {
    write("other.tf.json", { resource: { aws_sqs_queue: { Q: {} } } });

    const shelf = proving(["other.tf.json"]);

    expect(shelf.names).toEqual(["audit", "workload-payments", "other"]);
    expect(shelf.read("other").json.resource).toEqual({ aws_sqs_queue: { Q: {} } });
  });

  test("is a folder, whose files are one module", () => {
    write("shop/a.tf.json", {
      provider: { aws: { region: "us-east-1" } },
      locals: { x: 1 },
      resource: { aws_sqs_queue: { Q: {} } },
    });
    write("shop/b.tf.json", { locals: { y: 2 }, resource: { aws_sqs_queue: { R: {} } } });

    expect(proving(["shop"]).read("shop")).toMatchObject({
      file: "shop",
      json: {
        locals: { x: 1, y: 2 },
        provider: { aws: [{ region: "us-east-1" }] },
        resource: { aws_sqs_queue: { Q: {}, R: {} } },
      },
    });
  });

  test("is a folder of synthesized stacks", () => {
    write("shop/stacks/one/cdk.tf.json", {});
    write("shop/stacks/two/cdk.tf.json", {});
    expect(namesOf(["shop"]).slice(2)).toEqual(["one", "two"]);
  });

  test("is called like its folder, where every folder has such a file, or as is asked", () => {
    write("shop/main.tf.json", {});
    expect(namesOf(["shop/main.tf.json"])[2]).toBe("shop");
    expect(namesOf(["web-shop=shop/main.tf.json"])[2]).toBe("web-shop");
  });

  test("has no name that a stack has already", () => {
    write("shop/a.tf.json", {});
    const message = "more than one stack is called audit: name them with --also NAME=PATH";
    expect(() => namesOf(["audit=shop"])).toThrow(message);
    expect(() => namesOf(["shop", "shop"])).toThrow("more than one stack is called shop");
  });

  test.each([
    ["that isn't there", () => undefined, "--also: there is no shop"],
    [
      "that has none",
      () => {
        write("shop/README.md", "");
      },
      "--also: shop has no .tf.json file",
    ],
    [
      "with files that can't be read",
      () => {
        write("shop/main.tf", "");
        write("shop/a.tf.json", {});
      },
      "--also: shop has main.tf: only Terraform JSON can be read",
    ],
    [
      "whose files say the same thing twice",
      () => {
        write("shop/a.tf.json", { resource: { aws_sqs_queue: { Q: {} } } });
        write("shop/b.tf.json", { resource: { aws_sqs_queue: { Q: {} } } });
      },
      "aws_sqs_queue.Q is declared twice",
    ],
  ])("is no folder %s", (_, prepare, message) => {
    prepare();
    expect(() => proving(["shop"])).toThrow(message);
    expect(() => proving(["shop"])).toThrow(BadInput);
  });
});

describe("where something stands", () => {
  test("is the line of its id, behind its type, and not of data of the same type", () => {
    write("shop/a.tf.json", {
      data: { aws_iam_role: { R: { name: "found" } } },
      resource: { aws_iam_policy: { R: {} }, aws_iam_role: { R: { name: "made" } } },
    });

    const at = (address: string) => located("shop/a.tf.json", `./shop/a.tf.json ${address}`).line;

    expect(at("data.aws_iam_role.R")).toBe(4);
    expect(at("aws_iam_policy.R")).toBe(11);
    expect(at("aws_iam_role.R")).toBe(14);
    expect(at("aws_iam_role.Other")).toBe(undefined);
  });

  test("is the file of a module that has it", () => {
    write("shop/a.tf.json", {});
    write("shop/b.tf.json", { resource: { aws_sqs_queue: { Q: {} } } });

    expect(located("shop", "./shop aws_sqs_queue.Q")).toEqual({ file: "shop/b.tf.json", line: 4 });
    expect(located("shop", "./shop")).toEqual({ file: "shop" });
  });

  test("is the file alone, where that can't be read", () => {
    expect(located("gone.tf.json", "x aws_sqs_queue.Q")).toEqual({ file: "gone.tf.json" });
  });
});
