import { parseConfig } from "../../config/load";
import { ALL_INVARIANTS, judgeInvariants, judgeRule } from "../../invariants";
import { type Invariant } from "../../invariants/invariant";
import { each } from "../../invariants/judging";
import { type Estate, judgements, type KeptRule } from "../../rules/rule";
import { exampleConfig, exampleInput } from "../support/example";
import { altered, type ChangeableJson } from "../support/proof";
import { CONFIGURATIONS } from "./configurations";
import { PLACE, QUEUE, sharedScope, stack, verdictsAt } from "./one-stack";
import { judgedBy } from "./spoiling";
import { each as eachOfRules } from "../../rules/judges";

describe("a rule that fails", () => {
  const broken = (judge: Invariant["judge"]): Invariant => ({ id: "x", title: "", why: "", judge });
  const fail = () => {
    throw new Error("no such thing");
  };

  test("at a resource has found it violating", () => {
    expect(
      judgeRule(broken(each("aws_sqs_queue", fail)), sharedScope(exampleConfig(), QUEUE)),
    ).toEqual([
      {
        rule: "x",
        where: PLACE,
        verdict: "violating",
        because: "it can't be judged: no such thing",
      },
    ]);
  });

  test("as a whole has found every stack violating", () => {
    expect(judgeRule(broken(fail), sharedScope(exampleConfig(), QUEUE))).toEqual([
      {
        ...{ rule: "x", where: "audit", verdict: "violating" },
        because: "the rule itself failed: no such thing",
      },
    ]);
  });

  test.each([
    ["at a resource", eachOfRules("aws_sqs_queue", fail)],
    ["as a whole", fail],
  ])("and is a standard's, %s, isn't excused by any exception", (_, judge) => {
    const why = "whatever happens";
    const rule: KeptRule = {
      ...{ id: "x", asks: "", how: "", judge },
      exceptions: [{ of: /./, why, file: "" }],
    };
    const estate: Estate = [
      {
        ...{ name: "audit", kind: "audit", accountId: "1", region: "x", scope: "home", wave: 1 },
        ...{ directory: "", json: { resource: { aws_sqs_queue: { Mine: {} } } } },
      },
    ];

    expect(judgements(rule, estate).map(({ verdict }) => verdict)).toEqual(["violating"]);
  });
});

test("a rule isn't applicable to a stack that has nothing of its kind", () => {
  const verdicts = judgeInvariants(sharedScope(exampleConfig(), QUEUE));

  expect(verdictsAt(verdicts, "topic-encrypted", "audit")).toEqual([
    { rule: "topic-encrypted", where: "audit", verdict: "not-applicable" },
  ]);
});

test("a name that only Terraform knows isn't too long", () => {
  const mine = stack({ aws_sqs_queue: { Mine: { name: "${var.name}" } } });

  expect(
    verdictsAt(judgeInvariants(sharedScope(exampleConfig(), mine)), "name-limits", PLACE),
  ).toEqual([{ rule: "name-limits", where: PLACE, verdict: "compliant" }]);
});

test('a production bucket whose lifecycle is "none" has none', () => {
  const { config, stacks } = CONFIGURATIONS["with every choice"]();
  const lifecycle = ({ resource }: ChangeableJson) => {
    resource.aws_s3_bucket_lifecycle_configuration = { Mine: { bucket: "acme-claims", rule: [] } };
  };
  const changed = altered({ config, stacks }, "workload-claims", lifecycle);
  const [found] = judgedBy("production-lifecycle", changed).filter(
    ({ verdict }) => verdict === "violating",
  );

  expect(found?.because).toBe('it has a lifecycle, not "none"');
});

test("what a standard finds is told with its rule", () => {
  const verdicts = judgeInvariants(sharedScope(exampleConfig(), QUEUE));

  expect(verdictsAt(verdicts, "SQS.1", PLACE)).toEqual([
    { rule: "SQS.1", where: PLACE, verdict: "violating", because: "not encrypted" },
  ]);
});

test("what the configuration leaves to its owner is no standard's violation", () => {
  const left = (inRegion: Readonly<Record<string, "leave">>) => {
    const existing = { regions: { "us-east-1": inRegion } };
    const audit = { ...exampleInput().auditAccount, existing };
    const config = parseConfig("x", exampleInput({ auditAccount: audit }));
    return judgeInvariants(sharedScope(config, QUEUE)).filter(
      ({ where, because }) => where === "audit" && because?.includes("its owner keeps it"),
    );
  };

  expect(left({})).toEqual([]);
  expect(
    left({ recorder: "leave", detector: "leave", securityHub: "leave" }).map(({ rule }) => rule),
  ).toEqual(["Config.1", "GuardDuty.1", "GuardDuty.10", "CIS 4.16"]);
});

test("every rule says what would happen without it", () => {
  for (const { id, title, why } of ALL_INVARIANTS) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/^[A-Z].*\.$/);
  }
});
