import { Enforcement } from "../../emulator/enforcement";
import { Organization } from "../../emulator/organization";
import { absentMoto } from "./call";
import { AUDIT, MANAGEMENT, ORGANIZATION, STRANGER, WORKLOAD } from "./organization-bench";

const organization = new Organization({
  ...ORGANIZATION,
  units: { "ou-abcd-workloads": [WORKLOAD] },
});

test("a caller and a resource of the organization carry its id and where they stand", () => {
  expect(organization.contextOf({ accountId: WORKLOAD, resourceAccount: AUDIT })).toEqual({
    "aws:PrincipalOrgID": ORGANIZATION.id,
    "aws:PrincipalOrgPaths": "o-exampleorg1/r-abcd/ou-abcd-workloads/",
    "aws:ResourceOrgID": ORGANIZATION.id,
    "aws:ResourceOrgPaths": "o-exampleorg1/r-abcd/",
  });
});

test("strangers carry nothing", () => {
  expect(
    organization.contextOf({ accountId: STRANGER, resourceAccount: AUDIT }),
  ).not.toHaveProperty(["aws:PrincipalOrgID"]);
  expect(
    organization.contextOf({ accountId: AUDIT, resourceAccount: STRANGER }),
  ).not.toHaveProperty(["aws:ResourceOrgID"]);
  expect(organization.sourceContextOf(STRANGER)).toEqual({});
});

test("a service that acts for an account carries the account's organization", () => {
  expect(organization.sourceContextOf(WORKLOAD)).toMatchObject({
    "aws:SourceOrgID": ORGANIZATION.id,
  });
});

describe("service control policies", () => {
  const admin = (accountId: string) => ({ accountId, arn: `arn:aws:iam::${accountId}:role/admin` });
  const limited = (principal: { accountId: string; arn: string }) => {
    const enabled = new Organization(ORGANIZATION);
    enabled.policies.types.add("SERVICE_CONTROL_POLICY");
    return enabled.limitsOf(principal).length > 0;
  };

  test("limit members' principals, when the root has switched them on", () => {
    expect(limited(admin(WORKLOAD))).toBe(true);
    expect(organization.limitsOf(admin(WORKLOAD))).toEqual([]);
  });

  test("limit neither the management account, nor strangers, nor service-linked roles", () => {
    const linked = `arn:aws:iam::${WORKLOAD}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;

    expect(limited(admin(MANAGEMENT))).toBe(false);
    expect(limited(admin(STRANGER))).toBe(false);
    expect(limited({ accountId: WORKLOAD, arn: linked })).toBe(false);
  });
});

test.each([
  ["a member's trail", WORKLOAD, true],
  ["a stranger's trail", STRANGER, false],
])(
  "a policy that asks for the source's organization is met or not: %s",
  async (_, account, allowed) => {
    const statement = {
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::archive/*",
      Condition: { StringEquals: { "aws:SourceOrgID": ORGANIZATION.id } },
    };
    const policyOf = () => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const check = {
      action: "s3:PutObject",
      resource: "arn:aws:s3:::archive/log",
      resourceAccount: AUDIT,
      context: { "aws:SourceArn": `arn:aws:cloudtrail:us-east-1:${account}:trail/warden` },
    };

    const decision = await new Enforcement(organization).decideForService(check, {
      service: "cloudtrail.amazonaws.com",
      buckets: { policyOf, ownerOf: () => AUDIT },
      moto: absentMoto,
    });

    expect(decision.allowed).toBe(allowed);
  },
);
