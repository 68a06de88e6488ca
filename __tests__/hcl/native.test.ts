import { type JsonObject } from "../../hcl/expression";
import { nativeSyntax } from "../../hcl/native";
import { type ProviderSchema } from "../../hcl/shape";

const schema: ProviderSchema = {
  provider: { block: { block_types: { assume_role: { block: {} } } } },
  resource_schemas: {
    aws_thing: {
      block: { block_types: { rule: { block: { block_types: { filter: { block: {} } } } } } },
    },
  },
  data_source_schemas: { aws_thing: { block: {} } },
};
const written = (stack: JsonObject) => nativeSyntax(stack, schema).trim();
const resource = (body: JsonObject) => written({ resource: { aws_thing: { T: body } } });

test("only what the provider calls a block is written as one", () => {
  expect(resource({ rule: [{ filter: { prefix: "x" } }], tags: { rule: "y" } })).toBe(
    `resource "aws_thing" "T" {
tags = {
rule = "y"
}

rule {

filter {
prefix = "x"
}
}
}`,
  );
});

test("each of a list of blocks is one, and of an empty list there is none", () => {
  expect(resource({ rule: [{ id: 1 }, { id: 2 }] }).match(/rule \{/g)).toHaveLength(2);
  expect(resource({ rule: [] })).toBe('resource "aws_thing" "T" {\n}');
});

test("CDKTF's notes and what is null aren't written", () => {
  expect(resource({ "//": { metadata: {} }, name: null })).toBe('resource "aws_thing" "T" {\n}');
  expect(written({ "//": {} })).toBe("");
});

test("Terraform's own arguments take references, not texts", () => {
  const body = resource({
    depends_on: ["aws_thing.U"],
    lifecycle: {
      ignore_changes: ["tags"],
      prevent_destroy: true,
      precondition: [{ condition: "${a.b}" }],
    },
    provider: "aws.home",
  });

  expect(body).toContain("depends_on = [aws_thing.U]\nprovider = aws.home\n");
  expect(body).toContain(
    "ignore_changes = [tags]\nprevent_destroy = true\n\nprecondition {\ncondition = a.b\n}",
  );
});

test.each([
  [
    { removed: [{ from: "a.b", lifecycle: { destroy: false } }] },
    "removed {\nfrom = a.b\n\nlifecycle {\ndestroy = false\n}\n}",
  ],
  [{ import: [{ to: "a.b", id: "x" }] }, 'import {\nto = a.b\nid = "x"\n}'],
  [{ moved: [{ from: "a.b", to: "a.c" }] }, "moved {\nfrom = a.b\nto = a.c\n}"],
  [
    { output: { o: { value: "${a.b}", depends_on: ["a.c"] } } },
    'output "o" {\nvalue = a.b\ndepends_on = [a.c]\n}',
  ],
  [{ data: { aws_thing: { D: { id: "x" } } } }, 'data "aws_thing" "D" {\nid = "x"\n}'],
  [
    { terraform: { backend: { s3: { assume_role: { role_arn: "x" } } } } },
    'terraform {\n\nbackend "s3" {\nassume_role = {\nrole_arn = "x"\n}\n}\n}',
  ],
  [
    { terraform: { cloud: { workspaces: { name: "x" } } } },
    'terraform {\n\ncloud {\n\nworkspaces {\nname = "x"\n}\n}\n}',
  ],
  [
    { terraform: { required_version: ">= 1.7", required_providers: { aws: { version: "5" } } } },
    'terraform {\nrequired_version = ">= 1.7"\n\nrequired_providers {\naws = {\nversion = "5"\n}\n}\n}',
  ],
])("%j is written as Terraform wants it", (stack, native) => {
  expect(written(stack)).toBe(native);
});

test("each provider of a kind is a block of its own", () => {
  expect(
    written({
      provider: { aws: [{ region: "a" }, { alias: "home", assume_role: [{ role_arn: "x" }] }] },
    }),
  ).toBe(
    'provider "aws" {\nregion = "a"\n}\n\nprovider "aws" {\nalias = "home"\n\nassume_role {\nrole_arn = "x"\n}\n}',
  );
});

test.each([
  [{ module: { m: {} } }, "no block of ours: module"],
  [{ resource: { aws_other: { X: {} } } }, "the provider knows no aws_other"],
  [{ resource: { aws_thing: { X: { rule: "text" } } } }, 'rule is a block, and not "text"'],
])("what can't be written faithfully is a fault: %j", (stack, message) => {
  expect(() => nativeSyntax(stack, schema)).toThrow(message);
});
