import { judgeInvariants } from "../../invariants";
import { type Arguments } from "../../proof/model/stack";
import { committed } from "../support/proof";
import { QUEUE, sharedScope, stack, verdictsAt } from "./one-stack";

describe("what somebody deploys beside", () => {
  const { config, stacks } = committed("invitation");
  const theirs = stack(
    {
      aws_s3_bucket: { Data: { bucket: "their-data" } },
      aws_sqs_queue: { Jobs: { name: "jobs" } },
    },
    "their-app",
  );
  const verdicts = judgeInvariants(sharedScope(config, ...stacks, theirs));

  test("is judged by what holds of every resource", () => {
    const violated = verdicts
      .filter(({ where, verdict }) => where.startsWith("their-app") && verdict === "violating")
      .map(({ rule, where }) => `${rule} ${where}`);

    expect(violated).toEqual([
      ...["tls-only", "encrypted", "private", "owner-enforced", "versioned", "logged"].map(
        (rule) => `bucket-${rule} their-app aws_s3_bucket.Data`,
      ),
      "queue-encrypted their-app aws_sqs_queue.Jobs",
      "queue-tls-only their-app aws_sqs_queue.Jobs",
    ]);
  });

  test("doesn't make ours violate anything", () => {
    expect(
      verdicts.filter(
        ({ where, verdict }) => verdict === "violating" && !where.startsWith("their-app"),
      ),
    ).toEqual([]);
  });

  test.each([
    ["made by Terraform", "${data.aws_iam_policy_document.Mine.json}"],
    ["partly made by Terraform", '{"Statement":[{"Effect":"Allow","Action":"${var.action}"}]}'],
    ["no policy at all", "let me in"],
  ])("can't hide a policy that is %s", (_, policy) => {
    const mine = stack({ aws_iam_role_policy: { Mine: { role: "any", policy } } }, "their-app");
    const found = judgeInvariants(sharedScope(config, mine)).filter(
      ({ where, verdict }) =>
        where === "their-app aws_iam_role_policy.Mine" && verdict === "violating",
    );

    expect(found.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["no-star-action", "no-star-resource", "no-public-grant"]),
    );
  });

  test.each(["aws_ecr_repository_policy", "aws_kms_key_policy", "aws_iam_group_policy"])(
    "has the policies of %s judged, of which we have none",
    (type) => {
      const policy = '{"Statement":[{"Effect":"Allow","Action":"any:*"}]}';
      const mine = stack({ [type]: { Mine: { policy } } }, "their-app");

      expect(
        verdictsAt(
          judgeInvariants(sharedScope(config, mine)),
          "no-star-action",
          `their-app ${type}.Mine`,
        ).map(({ verdict }) => verdict),
      ).toEqual(["violating"]);
    },
  );

  test.each([
    ["what its policy is on", { aws_sns_topic_policy: { Mine: { arn: "${module.mine.arn}" } } }],
    ["where its target leads", { aws_cloudwatch_event_target: { Mine: { arn: "${var.bus}" } } }],
    ["how many roles it has", { aws_iam_role: { Mine: { count: "${var.roles}", name: "mine" } } }],
  ])("can't leave open %s", (_, resource) => {
    const [type] = Object.keys(resource);
    const mine = stack(resource, "their-app");
    const verdicts = judgeInvariants(sharedScope(config, mine));

    expect(
      verdictsAt(verdicts, "links-resolved", `their-app ${type}.Mine`).map((one) => one.verdict),
    ).toEqual(["violating"]);
  });

  test("may leave open what nothing here goes by", () => {
    const policy = "${var.policy}";
    const mine = stack(
      { aws_instance: { Mine: { ami: "${var.ami}" } }, aws_iam_role_policy: { Mine: { policy } } },
      "their-app",
    );
    const verdicts = judgeInvariants(sharedScope(config, mine));

    expect(
      verdictsAt(verdicts, "links-resolved", "their-app").map(({ verdict }) => verdict),
    ).toEqual(["compliant"]);
  });

  test("has its own permissions judged in a role's inline policies too", () => {
    const policy = '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    const role = { name: "mine", inline_policy: [{ name: "all", policy }] };
    const mine = stack({ aws_iam_role: { Mine: role } }, "their-app");

    expect(
      judgeInvariants(sharedScope(config, mine))
        .filter(
          ({ where, verdict }) =>
            where === "their-app aws_iam_role.Mine" && verdict === "violating",
        )
        .map(({ rule }) => rule),
    ).toEqual(["no-star-action", "no-star-resource", "no-escalation"]);
  });
});

describe("a stack's provider that isn't ours", () => {
  const { config } = committed("invitation");
  const judgedWith = (...aws: readonly Arguments[]) => {
    const mine = stack({}, "their-app");
    const json = { ...mine.json, provider: { aws } };
    return verdictsAt(
      judgeInvariants(sharedScope(config, { ...mine, json })),
      "own-account",
      "their-app",
    ).map(({ verdict }) => verdict);
  };

  test("may touch one account of the configuration, whichever", () => {
    expect(judgedWith({ allowed_account_ids: ["222222222222"] })).toEqual(["compliant"]);
  });

  test.each([
    ["any account", {}],
    ["two", { allowed_account_ids: ["111111111111", "222222222222"] }],
    ["a stranger's", { allowed_account_ids: ["123456789012"] }],
  ])("may not touch %s", (_, provider) => {
    expect(judgedWith(provider)).toEqual(["violating"]);
  });
});

test("a user of one stack is no fault of another", () => {
  const { config } = committed("invitation");
  const mine = stack({ aws_iam_user: { Jane: { name: "jane" } } }, "their-app");
  const verdicts = judgeInvariants(sharedScope(config, QUEUE, mine));

  expect(verdicts.filter(({ rule }) => rule === "no-iam-users").map(({ where }) => where)).toEqual([
    "their-app aws_iam_user.Jane",
    "audit",
  ]);
});
