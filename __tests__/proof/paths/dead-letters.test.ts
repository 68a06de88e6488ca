import { deadLetterPaths } from "../../../proof/paths/dead-letters";
import { altered, committed, one } from "../../support/proof";
import {
  added,
  type Change,
  gone,
  outcome,
  replaced,
  setTo,
  walked,
  without,
} from "../../support/walked";

const invitation = committed("invitation");
const organization = committed("organization");

const TARGET = ["aws_cloudwatch_event_target", "Response_Triggers_Target"] as const;
const QUEUE = ["aws_sqs_queue", "DeadLetters"] as const;
const ALARM = ["aws_cloudwatch_metric_alarm", "DeadLetters_DepthAlarm"] as const;
const DELIVERY = ["aws_lambda_function_event_invoke_config", "Response_Responder"] as const;
const FAILURES = ["aws_sqs_queue", "Response_Failures"] as const;

const PAYMENTS = "dead-letters/222222222222/us-east-1";
const UPLOADS = `${PAYMENTS}/acme-warden-uploads`;

const at = (path: string, change: Change): Promise<string> =>
  outcome(deadLetterPaths, altered(invitation, "workload-payments", change), path);

describe.each([
  ["by invitation", invitation],
  ["with an organization", organization],
])("%s", (_, proven) => {
  test("every rule, queue and function has a path, and every path holds", async () => {
    const paths = await walked(deadLetterPaths, proven);

    expect(paths.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    const ids = paths.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { accountId } of proven.config.workloads) {
      const own = ids.filter((id) => id.startsWith(`dead-letters/${accountId}/us-east-1/`));
      expect(own).toEqual(
        expect.arrayContaining(
          [
            "acme-warden-uploads",
            "acme-warden-sweep",
            "acme-warden-forward-alarm",
            "queue/acme-warden-dead-letters",
            "queue/acme-warden-responder-failures",
            "function/acme-warden-responder",
          ].map((name) => `dead-letters/${accountId}/us-east-1/${name}`),
        ),
      );
    }
    expect(ids).toContain("dead-letters/111111111111/us-east-1/acme-warden-alert-alarm-high");
  });
});

test("further regions have queues of their own", async () => {
  const elsewhere = `dead-letters/222222222222/eu-west-1/acme-warden-forward-alarm`;
  const change = without(...QUEUE, "policy");
  const broken = altered(organization, "workload-payments-eu-west-1", change);

  expect(await outcome(deadLetterPaths, broken, elsewhere)).toMatch(/may not sqs:SendMessage/);
  expect(await outcome(deadLetterPaths, broken, UPLOADS)).toBe("holds");
});

describe("what a rule can't deliver is lost", () => {
  test.each<[string, string, Change]>([
    [
      "without the rule",
      "no stack has it",
      gone("aws_cloudwatch_event_rule", "Response_Triggers_Rule"),
    ],
    ["without its target", "no such target", gone(...TARGET)],
    [
      "without a dead-letter queue",
      "no dead_letter_config",
      without(...TARGET, "dead_letter_config"),
    ],
    [
      "where no stack has the queue",
      "no stack has arn:aws:sqs:us-east-1:222222222222:other",
      setTo(...TARGET, "dead_letter_config", { arn: "arn:aws:sqs:us-east-1:222222222222:other" }),
    ],
    ["where the queue is in order", "it is a FIFO queue", setTo(...QUEUE, "fifo_queue", true)],
    ["where the queue has no policy", "may not sqs:SendMessage", without(...QUEUE, "policy")],
    [
      "where the queue is for other rules",
      "may not sqs:SendMessage",
      replaced(...QUEUE, ["policy", "rule/acme-warden-*", "rule/acme-warden-forward-*"]),
    ],
    [
      "where the queue's key is AWS's own",
      "alias/aws/sqs",
      setTo(...QUEUE, "kms_master_key_id", "alias/aws/sqs"),
    ],
    [
      "where the queue's key lets EventBridge not in",
      "may not kms:GenerateDataKey",
      (json) => {
        const [key = ""] = Object.keys(json.resource.aws_kms_key ?? {});
        one(json, ...QUEUE).kms_master_key_id = `\${aws_kms_key.${key}.arn}`;
      },
    ],
    [
      "without a second try",
      "maximum_retry_attempts is 0",
      setTo(...TARGET, "retry_policy", { maximum_retry_attempts: 0 }),
    ],
    [
      "after a second",
      "maximum_event_age_in_seconds is 1",
      setTo(...TARGET, "retry_policy", { maximum_event_age_in_seconds: 1 }),
    ],
    ["where no alarm watches the queue", "no alarm watches", gone(...ALARM)],
    ["where the alarm is raised late", "no alarm watches", setTo(...ALARM, "threshold", 100)],
    [
      "where the alarm watches another queue",
      "no alarm watches",
      setTo(...ALARM, "dimensions", { QueueName: "other" }),
    ],
    [
      "where the alarm isn't told",
      "one rule sends it to the security bus",
      gone("aws_cloudwatch_event_rule", "Findings_Rule-alarm"),
    ],
  ])("%s", async (_, because, change) => {
    const found = await at(UPLOADS, change);
    expect(found).toMatch(/^broken: /);
    expect(found).toContain(because);
  });

  test("unless EventBridge's own retries do", async () => {
    expect(await at(UPLOADS, without(...TARGET, "retry_policy"))).toBe("holds");
  });

  test("in another account's queue", async () => {
    const elsewhere = setTo(...TARGET, "dead_letter_config", {
      arn: "arn:aws:sqs:us-east-1:111111111111:acme-warden-dead-letters",
    });
    expect(await at(UPLOADS, elsewhere)).toMatch(/^broken: .*it is in 111111111111, us-east-1/);
  });
});

describe("a rule that somebody added", () => {
  const own: Change = (json) => {
    added("aws_cloudwatch_event_rule", () => ({ name: "shop", event_pattern: '{"source":["a"]}' }))(
      json,
    );
    added("aws_cloudwatch_event_target", () => ({ rule: "shop", arn: "arn:aws:sqs:x:y:z" }))(json);
  };
  const path = "dead-letters/workload-payments/aws_cloudwatch_event_target.Added";

  test("is judged like ours", async () => {
    expect(await at(path, own)).toMatch(/^broken: .*it has no dead_letter_config/);
  });

  test("holds with a queue that takes from it", async () => {
    const kept: Change = (json) => {
      own(json);
      const { dead_letter_config } = one(json, ...TARGET);
      Object.assign(one(json, TARGET[0], "Added"), { dead_letter_config });
      replaced(...QUEUE, ["policy", "rule/acme-warden-*", "rule/*"])(json);
    };
    expect(await at(path, kept)).toBe("holds");
  });

  test("needs its rule", async () => {
    const orphan = added("aws_cloudwatch_event_target", () => ({ rule: "none", arn: "x" }));
    expect(await at(path, orphan)).toMatch(/^broken: .*no stack has the rule none/);
  });
});

describe("a queue that the configuration calls for", () => {
  const queue = `${PAYMENTS}/queue/acme-warden-dead-letters`;

  test("is there, keeps what it gets for 14 days, and is watched", async () => {
    expect(await at(queue, gone(...QUEUE))).toMatch(/^broken: there is a queue/);
    expect(await at(queue, setTo(...QUEUE, "message_retention_seconds", 345_600))).toMatch(
      /^broken: it keeps messages for 14 days: its message_retention_seconds is 345600/,
    );
    expect(await at(queue, gone(...ALARM))).toMatch(/^broken: an alarm is raised/);
  });
});

describe("what the function fails at is lost", () => {
  const path = `${PAYMENTS}/function/acme-warden-responder`;

  test.each<[string, string, Change]>([
    ["without a destination", "event_invoke_config", gone(...DELIVERY)],
    [
      "where it goes elsewhere",
      "they go to arn:aws:sqs:us-east-1:222222222222:acme-warden-dead-letters",
      (json) => {
        const [, queue = ""] = /aws_sqs_queue\.(DeadLetters\w+)/.exec(JSON.stringify(json)) ?? [];
        const destination = `\${aws_sqs_queue.${queue}.arn}`;
        one(json, ...DELIVERY).destination_config = { on_failure: { destination } };
      },
    ],
    ["without the queue", "no stack has the queue", gone(...FAILURES)],
    ["without a second try", "attempts is 0", setTo(...DELIVERY, "maximum_retry_attempts", 0)],
    [
      "where it may not send",
      "may not sqs:SendMessage",
      replaced("aws_iam_role_policy", "Response_Responder", [
        "policy",
        "sqs:SendMessage",
        "sqs:No",
      ]),
    ],
    [
      "where the queue refuses everybody",
      "explicit deny",
      replaced(...FAILURES, [
        "policy",
        '\\"aws:SecureTransport\\":\\"false\\"',
        '\\"aws:SecureTransport\\":\\"true\\"',
      ]),
    ],
    [
      "where nobody is told",
      "no alarm watches",
      gone("aws_cloudwatch_metric_alarm", "Response_Failures_DepthAlarm"),
    ],
  ])("%s", async (_, because, change) => {
    const found = await at(path, change);
    expect(found).toMatch(/^broken: /);
    expect(found).toContain(because);
  });
});
