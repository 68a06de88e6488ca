import { type Question, statementsOf } from "../../../decisions/question";
import { readings } from "../../../proof/decide/readings";
import { marked } from "../../../proof/model/expressions";

/** A statement of whose resource nobody knows. */
const open = (Effect: string, more: object = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Open", Effect, Action: "s3:*", Resource: marked("var.bucket"), ...more }],
});

const question: Question = {
  principal: "arn:aws:iam::222222222222:role/app",
  action: "s3:PutObject",
  resource: "arn:aws:s3:::prod/k",
  resourceAccount: "222222222222",
  context: {},
  identityPolicies: [{ name: "own", policy: open("Allow") }],
  resourcePolicy: open("Deny", { Principal: "*" }),
  resourceControls: [
    { id: "r-1", policies: [{ name: "rcp", policy: open("Deny", { Principal: "*" }) }] },
  ],
};

test("one reading allows all it may, the other denies all it may: each policy in its own words", () => {
  const [generous, strict] = readings(question);

  expect(statementsOf(generous?.identityPolicies[0]?.policy ?? {})).toEqual([
    { Sid: "Open", Effect: "Allow", Action: "s3:*", Resource: "*" },
  ]);
  expect(statementsOf(generous?.resourcePolicy ?? {})).toEqual([]);
  expect(statementsOf(strict?.identityPolicies[0]?.policy ?? {})).toEqual([]);
  const denied = [{ Sid: "Open", Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*" }];
  expect(statementsOf(strict?.resourcePolicy ?? {})).toEqual(denied);
  expect(statementsOf(strict?.resourceControls?.[0]?.policies[0]?.policy ?? {})).toEqual(denied);
});

test("a question of which all is known has one reading", () => {
  expect(
    readings({ ...question, identityPolicies: [], resourcePolicy: {}, resourceControls: [] }),
  ).toHaveLength(1);
});
