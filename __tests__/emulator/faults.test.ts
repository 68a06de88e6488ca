import { type Answer } from "../../emulator/answer";
import { type FaultKind, type FaultRule, Faults, NO_ANSWER } from "../../emulator/faults";
import { request } from "./call";

const ROLE = "arn:aws:iam::222222222222:role/responder";
const session = {
  accountId: "222222222222",
  arn: "arn:aws:sts::222222222222:assumed-role/responder/one",
  userId: "AROA1:one",
};

const deletion = () =>
  request({ service: "s3", method: "DELETE", target: "/bucket/key?versionId=v1" });
const attach = () =>
  request({
    service: "iam",
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=AttachUserPolicy",
  });
const update = () =>
  request({
    service: "dynamodb",
    method: "POST",
    headers: { "x-amz-target": "DynamoDB_20120810.UpdateItem" },
    body: {},
  });
const findings = () =>
  request({ service: "securityhub", method: "POST", target: "/findings/import", body: {} });

function withFault(rule: Partial<FaultRule> & Pick<FaultRule, "call" | "kind">): Faults {
  const faults = new Faults();
  faults.lay({ principal: ROLE, ...rule });
  return faults;
}

const said = (answer: Answer | typeof NO_ANSWER | undefined): string =>
  typeof answer === "object" ? `${answer.status} ${answer.body.toString()}` : String(answer);

const shapes: readonly (readonly [string, FaultKind, () => ReturnType<typeof request>, RegExp])[] =
  [
    ["s3:DeleteObject", "denied", deletion, /^403 <Error><Code>AccessDenied</],
    ["s3:DeleteObject", "throttled", deletion, /^503 <Error><Code>SlowDown</],
    ["s3:DeleteObject", "broken", deletion, /^500 <Error><Code>InternalError</],
    ["iam:AttachUserPolicy", "denied", attach, /^403 <ErrorResponse>.*<Code>AccessDenied</],
    ["iam:AttachUserPolicy", "throttled", attach, /^400 <ErrorResponse>.*<Code>Throttling</],
    ["iam:AttachUserPolicy", "broken", attach, /^500 <ErrorResponse>/],
    ["dynamodb:UpdateItem", "denied", update, /^400 .*"AccessDeniedException"/],
    ["dynamodb:UpdateItem", "throttled", update, /^400 .*"ThrottlingException"/],
    ["dynamodb:UpdateItem", "broken", update, /^500 .*"InternalServerError"/],
    ["securityhub POST /findings/import", "denied", findings, /^403 .*"AccessDeniedException"/],
    ["securityhub POST /findings/import", "throttled", findings, /^429 /],
    ["securityhub POST /findings/import", "broken", findings, /^500 .*"InternalException"/],
    ["s3:DeleteObject", "unanswered", deletion, /^no answer$/],
  ];

test.each(shapes)("%s that is %s fails as its own service says it", (call, kind, asked, shape) => {
  const faults = withFault({ call, kind });

  expect(said(faults.strike(asked(), session))).toMatch(shape);
});

test("only the calls of the named role fail, by all of its sessions", () => {
  const faults = withFault({ call: "s3:DeleteObject", kind: "denied" });
  const other = { ...session, arn: "arn:aws:sts::222222222222:assumed-role/responder2/one" };

  expect(faults.strike(deletion(), { ...session, arn: `${session.arn}-more` })).toBeDefined();
  expect(faults.strike(deletion(), other)).toBeUndefined();
  expect(faults.strike(update(), session)).toBeUndefined();
});

test("a fault strikes as often as it was laid, from the call it was laid on", () => {
  const faults = withFault({ call: "s3:DeleteObject", kind: "broken", from: 2, times: 2 });

  const struck = [1, 2, 3, 4].map(() => faults.strike(deletion(), session) !== undefined);

  expect(struck).toEqual([false, true, true, false]);
});

test("a fault without a count strikes until it is lifted", () => {
  const faults = withFault({ call: "s3:DeleteObject", kind: "broken" });
  const strikes = () => faults.strike(deletion(), session) !== undefined;

  expect([strikes(), strikes(), strikes()]).toEqual([true, true, true]);
  faults.lift(ROLE);
  expect(strikes()).toBe(false);
});

test("a killing fault kills the process that made the call, and no other", () => {
  const faults = withFault({ call: "s3:DeleteObject", kind: "killed" });
  const killed: string[] = [];
  for (const key of ["AKIAIOSFODNN7EXAMPLE", "AKIAANOTHER"]) {
    faults.mortal(key, () => killed.push(key));
  }

  expect(faults.strike(deletion(), session)).toBe(NO_ANSWER);
  expect(killed).toEqual(["AKIAIOSFODNN7EXAMPLE"]);
});
