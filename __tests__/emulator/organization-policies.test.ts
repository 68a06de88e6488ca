import { AUDIT, MANAGEMENT, ORGANIZATION, organizationBench, said } from "./organization-bench";

const Content = JSON.stringify({ Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] });
const enabling = { PolicyType: "SERVICE_CONTROL_POLICY", RootId: ORGANIZATION.rootId };
const TargetId = ORGANIZATION.rootId;

async function opened({ enabled = true } = {}) {
  const bench = organizationBench();
  const ask = async (operation: string, body: object, account = MANAGEMENT) =>
    said(await bench.json(account, `organizations:${operation}`, body));
  const create = async (body: object = {}) => {
    const created = await ask("CreatePolicy", { Name: "guardrails", Content, ...body });
    return (created as { Policy: { PolicySummary: { Id: string } } }).Policy.PolicySummary.Id;
  };
  if (enabled) await ask("EnablePolicyType", enabling);
  return { ask, create };
}

test("a policy is read as it was made, then as it was changed, with its tags", async () => {
  const { ask, create } = await opened();
  const PolicyId = await create({ Tags: [{ Key: "a", Value: "1" }] });
  expect(await ask("DescribePolicy", { PolicyId })).toMatchObject({
    Policy: { Content, PolicySummary: { Id: PolicyId, Name: "guardrails", AwsManaged: false } },
  });

  await ask("UpdatePolicy", { PolicyId, Description: "better" });
  await ask("TagResource", { ResourceId: PolicyId, Tags: [{ Key: "b", Value: "2" }] });
  await ask("UntagResource", { ResourceId: PolicyId, TagKeys: ["a"] });

  expect(await ask("DescribePolicy", { PolicyId })).toMatchObject({
    Policy: { Content, PolicySummary: { Name: "guardrails", Description: "better" } },
  });
  expect(await ask("ListTagsForResource", { ResourceId: PolicyId })).toEqual({
    Tags: [{ Key: "b", Value: "2" }],
  });
});

test("a policy is attached until it is detached, and not deleted meanwhile", async () => {
  const { ask, create } = await opened();
  const PolicyId = await create();
  const targets = () => ask("ListTargetsForPolicy", { PolicyId });

  expect(await ask("AttachPolicy", { PolicyId, TargetId })).toEqual({});
  expect(await ask("AttachPolicy", { PolicyId, TargetId })).toBe(
    "DuplicatePolicyAttachmentException",
  );
  expect(await targets()).toMatchObject({ Targets: [{ TargetId }] });
  expect(await ask("ListPoliciesForTarget", { TargetId })).toMatchObject({
    Policies: [{ Name: "FullAWSAccess" }, { Name: "guardrails" }],
  });
  expect(await ask("DeletePolicy", { PolicyId })).toBe("PolicyInUseException");

  expect(await ask("DetachPolicy", { PolicyId, TargetId })).toEqual({});
  expect(await ask("DetachPolicy", { PolicyId, TargetId })).toBe("PolicyNotAttachedException");
  expect(await targets()).toEqual({ Targets: [] });
  expect(await ask("DeletePolicy", { PolicyId })).toEqual({});
  expect(await ask("DescribePolicy", { PolicyId })).toBe("PolicyNotFoundException");
});

test("the last policy of a target stays", async () => {
  const { ask } = await opened();

  expect(await ask("DetachPolicy", { PolicyId: "p-FullAWSAccess", TargetId })).toBe(
    "ConstraintViolationException",
  );
});

test("a target takes five policies, AWS's own among them", async () => {
  const { ask, create } = await opened();
  const attach = async (Name: string) =>
    ask("AttachPolicy", { PolicyId: await create({ Name }), TargetId });
  for (const name of ["a", "b", "c", "d"]) expect(await attach(name)).toEqual({});

  expect(await attach("e")).toBe("ConstraintViolationException");
});

test("nothing is attached before the root has switched service control policies on", async () => {
  const { ask, create } = await opened({ enabled: false });
  const PolicyId = await create();
  expect(await ask("AttachPolicy", { PolicyId, TargetId })).toBe("PolicyTypeNotEnabledException");

  await ask("EnablePolicyType", enabling);

  expect(await ask("AttachPolicy", { PolicyId, TargetId })).toEqual({});
});

test.each([
  ["too long", { Content: `${Content}${" ".repeat(5120)}` }, "ConstraintViolationException"],
  ["no policy", { Content: "[]" }, "MalformedPolicyDocumentException"],
  ["no JSON", { Content: "{" }, "MalformedPolicyDocumentException"],
  ["named like another one", { Name: "FullAWSAccess", Content }, "DuplicatePolicyException"],
])("a policy that is %s is refused", async (_, body, code) => {
  const { ask } = await opened();

  expect(await ask("CreatePolicy", { Name: "guardrails", ...body })).toBe(code);
});

test("a unit that doesn't exist takes no policy", async () => {
  const { ask, create } = await opened();
  const target = { PolicyId: await create(), TargetId: "ou-abcd-12345678" };

  expect(await ask("AttachPolicy", target)).toBe("TargetNotFoundException");
});

test("policies are the management account's alone", async () => {
  const { ask } = await opened();

  expect(await ask("CreatePolicy", { Name: "own", Content }, AUDIT)).toBe("AccessDeniedException");
});
