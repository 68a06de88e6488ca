import type { Asked } from "../../../proof/decide/asker";
import { Estate } from "../../../proof/model/estate";
import type { Blocks } from "../../../proof/model/stack";
import {
  allowing,
  denying,
  estateOf,
  HERE,
  policyText,
  REGION,
  stackOf,
  THERE,
} from "../../support/hand-stacks";
import { eva, QUEUE, queue, ROLE, role, verdictOf, zoe } from "./asked";

const send = allowing("sqs:SendMessage");
const events = {
  service: "events.amazonaws.com",
  sourceAccount: HERE,
  sourceArn: `arn:aws:events:${REGION}:${HERE}:rule/x`,
};
const letIn = (Principal: unknown, more = {}) =>
  allowing("sqs:SendMessage", QUEUE, { Principal, ...more });

describe("a role's session", () => {
  test.each<[string, string, Blocks]>([
    ["is allowed by a policy of the role's", "allowed", { ...role([send]), ...queue() }],
    ["is refused without one", "refused", { ...role(), ...queue() }],
    [
      "is allowed by its own account's queue",
      "allowed",
      { ...role(), ...queue(letIn({ AWS: ROLE })) },
    ],
    [
      "is refused where its role's policy denies",
      "refused",
      { ...role([send, denying("sqs:*")]), ...queue() },
    ],
    [
      "is refused beyond the role's boundary",
      "refused",
      {
        ...role([send], { permissions_boundary: `arn:aws:iam::${HERE}:policy/limit` }),
        ...queue(),
        aws_iam_policy: { B: { name: "limit", policy: policyText(allowing("s3:*")) } },
      },
    ],
    [
      "may have a boundary that no stack has",
      "unknown",
      {
        ...role([send], { permissions_boundary: `arn:aws:iam::${HERE}:policy/limit` }),
        ...queue(),
      },
    ],
    [
      "may be allowed by a policy that no stack has",
      "unknown",
      {
        ...role([], { managed_policy_arns: ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"] }),
        ...queue(),
      },
    ],
    [
      "is refused what is denied, whatever an unknown policy allows",
      "refused",
      {
        ...role([denying("sqs:*")], {
          managed_policy_arns: ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"],
        }),
        ...queue(),
      },
    ],
    ["of a role that no stack has may do nothing that is known", "unknown", queue()],
    ["can't be judged on what no stack has", "unknown", role([send])],
  ])("%s: %s", async (_, verdict, resource) => {
    expect(await verdictOf(estateOf(resource))).toBe(verdict);
  });

  test("needs both policies for another account's queue", async () => {
    const far = (...statements: object[]) =>
      stackOf("far", queue(...statements), { accountId: THERE });
    const resource = QUEUE.replace(HERE, THERE);
    const open = letIn({ AWS: HERE }, { Resource: resource });
    const asked = (mine: readonly object[], theirs: readonly object[]) =>
      verdictOf(new Estate([stackOf("here", role(mine)), far(...theirs)]), { resource });

    expect(await asked([send], [open])).toBe("allowed");
    expect(await asked([], [open])).toBe("refused");
    expect(await asked([send], [])).toBe("refused");
  });

  test("is known by its role's ARN, unique id and path", async () => {
    const arn = `arn:aws:iam::${HERE}:role/team/app`;
    const only = (Condition: object) =>
      role([allowing("sqs:SendMessage", "*", { Condition })], { path: "/team/" });
    const estate = (Condition: object) => estateOf({ ...only(Condition), ...queue() });
    const who = { role: arn };

    expect(await verdictOf(estate({ ArnEquals: { "aws:PrincipalArn": arn } }), { who })).toBe(
      "allowed",
    );
    expect(
      await verdictOf(estate({ StringLike: { "aws:userid": "${aws_iam_role.R.unique_id}:*" } }), {
        who,
      }),
    ).toBe("allowed");
    expect(await verdictOf(estate({ StringLike: { "aws:userid": "AROAOTHER:*" } }), { who })).toBe(
      "refused",
    );
  });
});

describe("a service", () => {
  test.each<[string, string, Blocks]>([
    [
      "gets in for the source that the policy names",
      "allowed",
      queue(
        letIn(
          { Service: events.service },
          { Condition: { ArnEquals: { "aws:SourceArn": events.sourceArn } } },
        ),
      ),
    ],
    [
      "and for no other",
      "refused",
      queue(
        letIn(
          { Service: events.service },
          {
            Condition: {
              ArnEquals: { "aws:SourceArn": `arn:aws:events:${REGION}:${HERE}:rule/y` },
            },
          },
        ),
      ),
    ],
    ["isn't another service", "refused", queue(letIn({ Service: "sns.amazonaws.com" }))],
    ["has no policies of its own", "refused", queue()],
  ])("%s: %s", async (_, verdict, resource) => {
    expect(await verdictOf(estateOf(resource), { who: events })).toBe(verdict);
  });

  test("says the organization of its source's account, and only of a member", async () => {
    const resource = queue(
      letIn(
        { Service: events.service },
        { Condition: { StringEquals: { "aws:SourceOrgID": "o-a1" } } },
      ),
    );
    const inside = { id: "o-a1", accountIds: [HERE] };

    expect(await verdictOf(estateOf(resource, { organization: inside }), { who: events })).toBe(
      "allowed",
    );
    expect(
      await verdictOf(estateOf(resource, { organization: { ...inside, accountIds: [THERE] } }), {
        who: events,
      }),
    ).toBe("refused");
    expect(await verdictOf(estateOf(resource), { who: events })).toBe("refused");
  });

  test("assumes a role whose trust names it", async () => {
    const trust = {
      assume_role_policy: policyText({
        Effect: "Allow",
        Principal: { Service: events.service },
        Action: "sts:AssumeRole",
      }),
    };
    const asked = { who: events, action: "sts:AssumeRole", resource: ROLE };

    expect(await verdictOf(estateOf(role([], trust)), asked)).toBe("allowed");
    expect(await verdictOf(estateOf(role()), asked)).toBe("refused");
  });
});

describe("a caller of whom the stacks say nothing", () => {
  test.each<[string, string, Partial<Asked>, Blocks]>([
    ["is let in with its account", "allowed", { who: zoe }, queue(letIn({ AWS: THERE }))],
    ["stays outside otherwise", "refused", { who: zoe }, queue(letIn({ AWS: HERE }))],
    ["of the account itself needs no more", "allowed", { who: eva }, queue()],
    [
      "may be denied by its user id",
      "refused",
      { who: { ...eva, userId: "AIDAEVA" } },
      queue({
        ...letIn("*", { Condition: { StringLike: { "aws:userid": "AIDAEVA" } } }),
        Effect: "Deny",
      }),
    ],
    [
      "without one isn't",
      "allowed",
      { who: eva },
      queue({
        ...letIn("*", { Condition: { StringLike: { "aws:userid": "AIDAEVA" } } }),
        Effect: "Deny",
      }),
    ],
  ])("%s: %s", async (_, verdict, given, resource) => {
    expect(await verdictOf(estateOf(resource), given)).toBe(verdict);
  });
});
