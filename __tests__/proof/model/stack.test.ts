import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Estate } from "../../../proof/model/estate";
import { providerPlace, readTerraform, type TerraformJson } from "../../../proof/model/stack";

function read(json: unknown) {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-stack-"));
  const file = path.join(folder, "main.tf.json");
  try {
    writeFileSync(file, typeof json === "string" ? json : JSON.stringify(json));
    return readTerraform(file, "beside");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const provider = { aws: { region: "eu-west-1", allowed_account_ids: ["222222222222"] } };
const queue = (name: string) => ({ name });

describe("Terraform JSON is read with its blocks", () => {
  const wanted = ["arn:aws:sqs:eu-west-1:222222222222:a", "arn:aws:sqs:eu-west-1:222222222222:b"];
  const arnsIn = (json: unknown) =>
    new Estate([read(json)]).resources("aws_sqs_queue").map((one) => one.value("arn"));

  test.each<[string, unknown]>([
    ["as objects", { aws_sqs_queue: { A: queue("a"), B: queue("b") } }],
    [
      "in a list of types",
      [{ aws_sqs_queue: { A: queue("a") } }, { aws_sqs_queue: { B: queue("b") } }],
    ],
    ["in a list of ids", { aws_sqs_queue: [{ A: queue("a") }, { B: queue("b") }] }],
    ["each in a list of its own", { aws_sqs_queue: { A: [queue("a")], B: [queue("b")] } }],
  ])("%s", (_, resource) => {
    expect(arnsIn({ resource, provider })).toEqual(wanted);
  });

  test("of locals, variables and providers in lists", () => {
    const resource = { aws_sqs_queue: { A: queue("${local.n}"), B: queue("${var.v}") } };
    const json = {
      resource,
      provider: [{ aws: [provider.aws] }],
      locals: [{ n: "a" }],
      variable: [{ v: [{ default: "b" }] }],
    };

    expect(arnsIn(json)).toEqual(wanted);
  });
});

describe("what isn't Terraform JSON", () => {
  test.each([
    ["no JSON", "{", /can't be read as Terraform JSON/],
    ["no object", "[]", /can't be read as Terraform JSON/],
    [
      "one address twice",
      { resource: [{ aws_sqs_queue: { A: {} } }, { aws_sqs_queue: { A: {} } }] },
      /aws_sqs_queue\.A is declared twice/,
    ],
  ])("%s is refused, with its file", (_, json, message) => {
    expect(() => read(json)).toThrow(message);
    expect(() => read(json)).toThrow(/main\.tf\.json/);
  });
});

describe("a provider's place", () => {
  const placeOf = (aws: object | readonly object[], alias?: string) =>
    providerPlace({ name: "s", file: "s", json: { provider: { aws } } as TerraformJson }, alias);

  test("is the account that it is allowed, and its region", () => {
    expect(placeOf(provider.aws)).toEqual({ accountId: "222222222222", region: "eu-west-1" });
  });

  test("is the account of the role that it assumes, where it allows none", () => {
    const assume_role = [{ role_arn: "arn:aws:iam::333333333333:role/Deploy" }];

    expect(placeOf({ region: "eu-west-1", assume_role }).accountId).toBe("333333333333");
  });

  test("is that of the alias which a resource names, in either notation", () => {
    const home = { alias: "home", region: "us-east-1", allowed_account_ids: ["444444444444"] };
    const place = { accountId: "444444444444", region: "us-east-1" };

    expect(placeOf([provider.aws, home], "aws.home")).toEqual(place);
    expect(placeOf([provider.aws, home], "${aws.home}")).toEqual(place);
    expect(placeOf([home, provider.aws])).toEqual({
      accountId: "222222222222",
      region: "eu-west-1",
    });
  });

  test("is unknown where nothing says it", () => {
    expect(placeOf({ region: "eu-west-1" })).toEqual({ accountId: "", region: "eu-west-1" });
    expect(placeOf([provider.aws], "aws.elsewhere")).toEqual({ accountId: "", region: "" });
  });
});
