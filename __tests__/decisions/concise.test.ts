import { concise } from "../../decisions/concise";
import { judge, type Policy, type Question } from "../../decisions/judge";
import { statementsOf } from "../../decisions/question";

const statement = (Sid: string, more: object = {}) => ({
  ...{ Sid, Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::prod/*" },
  ...more,
});
const policy = (...Statement: object[]): Policy => ({ Version: "2012-10-17", Statement });

const uploads = statement("Uploads");
const reads = statement("Reads", { Action: ["s3:Get*", "s3:ListBucket"] });

const question = (identity: Policy, more: Partial<Question> = {}): Question => ({
  principal: "arn:aws:iam::222222222222:role/app",
  action: "s3:PutObject",
  resource: "arn:aws:s3:::prod/k",
  resourceAccount: "222222222222",
  context: {},
  identityPolicies: [{ name: "own", policy: identity }],
  ...more,
});

/** Which statements of the principal's policy are left. */
async function left(identity: Policy): Promise<readonly unknown[]> {
  const { identityPolicies } = await concise(question(identity));
  return identityPolicies.flatMap(({ policy: one }) => statementsOf(one)).map(({ Sid }) => Sid);
}

test("statements about other actions are left out, wherever the policy stands", async () => {
  const both = policy(reads, uploads);
  const denials = (Sid: string, Action: string) =>
    statement(Sid, { Effect: "Deny", Action, Principal: "*" });
  const levels = [{ id: "r-1", policies: [{ name: "limit", policy: both }] }];
  const resourceLevels = [
    { id: "r-1", policies: [{ name: "rcp", policy: policy(denials("R", "s3:GetObject")) }] },
  ];
  const byAll = { ...reads, Principal: "*" };

  const short = await concise(
    question(both, {
      boundary: { name: "boundary", policy: both },
      resourcePolicy: policy(byAll, { ...uploads, Principal: "*" }),
      controlPolicies: levels,
      resourceControls: resourceLevels,
    }),
  );

  expect(short).toMatchObject({
    identityPolicies: [{ name: "own", policy: policy(uploads) }],
    boundary: { name: "boundary", policy: policy(uploads) },
    resourcePolicy: policy({ ...uploads, Principal: "*" }),
    controlPolicies: [{ id: "r-1", policies: [{ policy: policy(uploads) }] }],
    resourceControls: [{ id: "r-1", policies: [{ policy: policy() }] }],
  });
});

test.each([
  ["a pattern that fits the action in other letters", { Action: "S3:put?bj*" }],
  ["all actions but some", { Action: undefined, NotAction: "s3:GetObject" }],
  ["an action in blanks, which the engine may read otherwise", { Action: " s3:GetObject" }],
])("%s is kept", async (_, more) => {
  expect(await left(policy(uploads, statement("Other", more)))).toContain("Other");
});

test("a denial that spares somebody is kept: it leaves doubts whatever it is about", async () => {
  const spared = { NotPrincipal: { AWS: "arn:aws:iam::222222222222:role/app" } };
  const denial = statement("Spares", { Effect: "Deny", Action: "s3:GetObject", ...spared });

  const { resourcePolicy } = await concise(
    question(policy(uploads), { resourcePolicy: policy(denial) }),
  );

  expect(resourcePolicy).toEqual(policy(denial));
});

describe("a policy stays whole", () => {
  test.each([
    ["where a statement is told by its place", policy({ ...reads, Sid: undefined }, uploads)],
    [
      "with a variable, which the request fills in",
      policy(statement("Home", { Action: "s3:GetObject", Resource: "*/${aws:username}" }), uploads),
    ],
    [
      "with a fault, which makes AWS refuse all of it",
      policy({ ...reads, Effect: "Let" }, uploads),
    ],
  ])("%s", async (_, whole) => {
    expect(await left(JSON.parse(JSON.stringify(whole)) as Policy)).toHaveLength(2);
  });

  test("also for the verdict: what is wrong with another statement is told", async () => {
    const faulty = question(policy({ ...reads, Effect: "Let" }, uploads));

    expect(await judge(await concise(faulty))).toEqual(await judge(faulty));
    expect(await judge(faulty)).toMatchObject({ undecided: true });
  });
});

test("a policy that is read in one place may still be refused in another", async () => {
  const shared = policy({ ...reads, Principal: "*" }, { ...uploads, Principal: "*" });

  const { identityPolicies, resourcePolicy } = await concise(
    question(shared, { resourcePolicy: shared }),
  );

  expect(statementsOf(resourcePolicy ?? {})).toHaveLength(1);
  expect(identityPolicies[0]?.policy).toEqual(shared);
});
