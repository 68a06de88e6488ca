import type { Assumptions } from "../../../proof/model/estate";
import { allowing, denying, estateOf, HERE, policyText, THERE } from "../../support/hand-stacks";
import { asking, eva, QUEUE, queue, role, verdictOf, zoe } from "./asked";

const MANAGEMENT = "999999999999";
const send = allowing("sqs:SendMessage");
const organization: NonNullable<Assumptions["organization"]> = {
  id: "o-a1",
  accountIds: [HERE, MANAGEMENT],
  managementAccountId: MANAGEMENT,
};

const estateWith = (
  target: string,
  {
    content = policyText(denying("sqs:*")),
    type = "SERVICE_CONTROL_POLICY",
    members = organization,
  } = {},
) =>
  estateOf(
    {
      ...role([send]),
      ...queue(allowing("sqs:SendMessage", QUEUE, { Principal: "*" })),
      aws_organizations_policy: { C: { name: "c", content, type } },
      aws_organizations_policy_attachment: {
        A: { policy_id: "${aws_organizations_policy.C.id}", target_id: target },
      },
    },
    { organization: members },
  );

describe("a service control policy", () => {
  test.each([
    ["of the root binds members", "r-ab12", "refused"],
    ["of the account binds it", HERE, "refused"],
    ["of another account doesn't", THERE, "allowed"],
    ["of a unit may bind it or not", "ou-ab12-x", "unknown"],
  ])("%s", async (_, target, verdict) => {
    expect(await verdictOf(estateWith(target))).toBe(verdict);
  });

  test("of a unit binds the accounts that it is taken to hold", async () => {
    const units = { "ou-ab12-x": [HERE] };

    expect(await verdictOf(estateWith("ou-ab12-x", { members: { ...organization, units } }))).toBe(
      "refused",
    );
  });

  test("that denies something else leaves this alone, wherever it is attached", async () => {
    const content = policyText(denying("s3:*"));

    expect(await verdictOf(estateWith("ou-ab12-x", { content }))).toBe("allowed");
    expect(await verdictOf(estateWith("r-ab12", { content }))).toBe("allowed");
  });

  test("binds root of a member, and nobody of the management account", async () => {
    const estate = estateWith("r-ab12");
    const root = (accountId: string) => ({
      ...eva,
      accountId,
      arn: `arn:aws:iam::${accountId}:root`,
    });

    expect(await verdictOf(estate, { who: root(HERE) })).toBe("refused");
    expect(await verdictOf(estate, { who: root(MANAGEMENT) })).toBe("allowed");
  });

  test("binds no service, and nobody from outside", async () => {
    const estate = estateWith("r-ab12");

    expect(await verdictOf(estate, { who: { service: "events.amazonaws.com" } })).toBe("allowed");
    expect(await verdictOf(estate, { who: zoe })).toBe("allowed");
  });
});

describe("a resource control policy", () => {
  const type = "RESOURCE_CONTROL_POLICY";
  const outside = denying("sqs:*", "*", {
    Principal: "*",
    Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1" } },
  });
  const estate = (target: string) => estateWith(target, { type, content: policyText(outside) });

  test("keeps others from members' resources, and leaves members alone", async () => {
    expect(await verdictOf(estate("r-ab12"), { who: zoe })).toBe("refused");
    expect(await verdictOf(estate("r-ab12"), asking())).toBe("allowed");
  });

  test("of another account doesn't", async () => {
    expect(await verdictOf(estate(THERE), { who: zoe })).toBe("allowed");
  });
});

test("members carry the organization's id, others none", async () => {
  const ours = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1" } } };
  const estate = estateOf(
    queue(
      denying("sqs:*", QUEUE, {
        Principal: "*",
        Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1" } },
      }),
      allowing("sqs:SendMessage", QUEUE, { Principal: "*", ...ours }),
    ),
    { organization },
  );

  expect(await verdictOf(estate, { who: eva })).toBe("allowed");
  expect(await verdictOf(estate, { who: zoe })).toBe("refused");
});
