import { Estate } from "../../../proof/model/estate";
import { controlPolicies, identityOf, resourceControls } from "../../../proof/model/policies";
import type { Blocks } from "../../../proof/model/stack";
import { allowing, estateOf, HERE, policyText, stackOf, THERE } from "../../support/hand-stacks";

const reads = policyText(allowing("s3:GetObject"));
const MANAGED = `arn:aws:iam::${HERE}:policy/ours`;
const AWS_OWN = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const managed = { aws_iam_policy: { M: { name: "ours", policy: reads } } };

function identityIn(resource: Blocks, type = "aws_iam_role") {
  const [principal] = estateOf(resource).resources(type);
  if (!principal) throw new Error(`no ${type}`);
  const { policies, boundary, unknown } = identityOf(estateOf(resource), principal);
  return { policies: policies.map(({ name }) => name), boundary: boundary?.name, unknown };
}
const role = (more: object = {}) => ({ aws_iam_role: { R: { name: "r", ...more } } });
const user = { aws_iam_user: { U: { name: "u" } } };

describe("the policies of a role are", () => {
  test.each<[string, Blocks, readonly string[]]>([
    [
      "inline, beside it",
      { ...role(), aws_iam_role_policy: { P: { role: "r", policy: reads } } },
      ["aws_iam_role_policy.P"],
    ],
    ["inline, within it", role({ inline_policy: [{ name: "within", policy: reads }] }), ["within"]],
    [
      "attached",
      {
        ...role(),
        ...managed,
        aws_iam_role_policy_attachment: { A: { role: "r", policy_arn: MANAGED } },
      },
      ["aws_iam_policy.M"],
    ],
    [
      "named by it",
      { ...role({ managed_policy_arns: [MANAGED] }), ...managed },
      ["aws_iam_policy.M"],
    ],
    [
      "attached with others",
      {
        ...role(),
        ...managed,
        aws_iam_policy_attachment: { A: { name: "a", roles: ["q", "r"], policy_arn: MANAGED } },
      },
      ["aws_iam_policy.M"],
    ],
    [
      "and none that another role has",
      { ...role(), aws_iam_role_policy: { P: { role: "q", policy: reads } } },
      [],
    ],
  ])("%s", (_, resource, policies) => {
    expect(identityIn(resource)).toEqual({ policies, boundary: undefined, unknown: [] });
  });

  test("none of a role of the same name in another account", () => {
    const far = { aws_iam_role_policy: { P: { role: "r", policy: reads } } };
    const estate = new Estate([stackOf("here", role()), stackOf("far", far, { accountId: THERE })]);
    const [principal] = estate.resources("aws_iam_role");

    expect(principal && identityOf(estate, principal).policies).toEqual([]);
  });

  test("unknown where AWS has them, once each", () => {
    const attachment = { A: { role: "r", policy_arn: AWS_OWN } };
    const resource = {
      ...role({ managed_policy_arns: [AWS_OWN] }),
      aws_iam_role_policy_attachment: attachment,
    };

    expect(identityIn(resource).unknown).toEqual([AWS_OWN]);
  });

  test("limited by its boundary, which may be unknown", () => {
    const bounded = role({ permissions_boundary: MANAGED });

    expect(identityIn({ ...bounded, ...managed })).toMatchObject({
      boundary: "aws_iam_policy.M",
      unknown: [],
    });
    expect(identityIn(bounded)).toMatchObject({ boundary: undefined, unknown: [MANAGED] });
  });
});

describe("the policies of a user are", () => {
  test("inline and attached, like a role's", () => {
    const resource = {
      ...user,
      ...managed,
      aws_iam_user_policy: { P: { user: "u", policy: reads } },
      aws_iam_policy_attachment: { A: { name: "a", users: ["u"], policy_arn: MANAGED } },
    };

    expect(identityIn(resource, "aws_iam_user").policies).toEqual([
      "aws_iam_user_policy.P",
      "aws_iam_policy.M",
    ]);
  });

  test.each<[string, Blocks]>([
    ["in its own list", { aws_iam_user_group_membership: { G: { user: "u", groups: ["staff"] } } }],
    [
      "in the group's",
      { aws_iam_group_membership: { G: { name: "g", group: "staff", users: ["u"] } } },
    ],
  ])("unknown where it is in a group, %s", (_, membership) => {
    expect(identityIn({ ...user, ...membership }, "aws_iam_user").unknown).toEqual([
      "the policies of the group staff",
    ]);
  });
});

describe("an organization's policies", () => {
  const attached = (type: string | undefined) =>
    estateOf({
      aws_organizations_policy: { P: { name: "p", content: reads, ...(type && { type }) } },
      aws_organizations_policy_attachment: {
        A: { policy_id: "${aws_organizations_policy.P.id}", target_id: "ou-1" },
      },
    });

  test("are known by their target", () => {
    expect(controlPolicies(attached(undefined)).map(({ target }) => target)).toEqual(["ou-1"]);
  });

  test.each([
    ["SERVICE_CONTROL_POLICY", 1, 0],
    ["RESOURCE_CONTROL_POLICY", 0, 1],
    ["TAG_POLICY", 0, 0],
  ])("of the type %s limit what they are for", (type, principals, resources) => {
    expect(controlPolicies(attached(type))).toHaveLength(principals);
    expect(resourceControls(attached(type))).toHaveLength(resources);
  });
});
