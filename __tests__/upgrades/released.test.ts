import { readFileSync } from "node:fs";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import { entriesIn } from "../../upgrades/changelog";
import { lossesIn } from "../../upgrades/losses";
import { CONFIGURATIONS, type Configuration, readRecord } from "../../upgrades/released";
import { entriesOf, isProtected, type Stack } from "../../upgrades/stack";
import { pointless, untold } from "../../upgrades/untold";
import { altered, type ChangeableJson, type Proven, provenStacks } from "../support/proof";

const CHANGELOG = readFileSync(path.join(packageRoot(), "CHANGELOG.md"), "utf8");
const NAMES = Object.keys(CONFIGURATIONS) as Configuration[];

const today = (name: Configuration): Proven =>
  provenStacks(loadConfig(path.join(packageRoot(), CONFIGURATIONS[name])));

/** What is wrong with an upgrade from the last release to these stacks. */
function wrongWith(name: Configuration, { stacks }: Proven, changelog = CHANGELOG): string[] {
  const losses = Object.entries(readRecord(name)).flatMap(([stack, released]) =>
    lossesIn(stack, released, stacks.find((each) => each.name === stack)?.json as Stack),
  );
  return untold(losses, entriesIn(changelog));
}

describe.each(NAMES)("the stacks of %s", (name) => {
  test("take nothing away of what the last release deploys, without a word", () => {
    expect(wrongWith(name, today(name))).toEqual([]);
  });
});

test("the record holds every stack with its protected resources", () => {
  const all = NAMES.flatMap((name) => Object.entries(readRecord(name)));
  const kept = all.filter(([, stack]) => entriesOf(stack).some(([, each]) => isProtected(each)));

  expect(all.length).toBeGreaterThan(20);
  expect(kept.map(([stack]) => stack)).toEqual(
    expect.arrayContaining(["audit", "workload-payments", "workload-one"]),
  );
});

test("CHANGELOG.md names nothing that no release deployed", () => {
  const places = NAMES.flatMap((name) =>
    Object.entries(readRecord(name)).flatMap(([stack, released]) =>
      entriesOf(released).map(([address]) => ({ stack, address })),
    ),
  );
  expect(pointless(entriesIn(CHANGELOG), places)).toEqual([]);
});

describe("an upgrade of the committed example", () => {
  const proven = today("invitation");
  const RULE = "Bus_Rule-guardduty-high";
  const changed = (stack: string, change: (json: ChangeableJson) => void, changelog = "") =>
    wrongWith("invitation", altered(proven, stack, change), changelog);
  const idOf = (json: ChangeableJson, type: string, begin: string): string =>
    Object.keys(json.resource[type] ?? {}).find((id) => id.startsWith(begin)) ?? "";

  /** Takes a resource out; returns it with its address. */
  function takeOut(json: ChangeableJson, type: string, begin: string) {
    const id = idOf(json, type, begin);
    const { [id]: given = {}, ...rest } = json.resource[type] ?? {};
    json.resource[type] = rest;
    return { address: `${type}.${id}`, given };
  }

  const rename = (json: ChangeableJson, type = "aws_cloudwatch_event_rule", begin = RULE) => {
    const { address, given } = takeOut(json, type, begin);
    json.resource[type] = { ...json.resource[type], Renamed: given };
    return { from: address, to: `${type}.Renamed` };
  };

  test("that renames a resource fails, and the message has the ways out", () => {
    const [message, ...more] = changed("audit", (json) => rename(json));

    expect(more).toEqual([]);
    expect(message).toMatch(
      /^audit: aws_cloudwatch_event_rule\.Bus_Rule-guardduty-high_\w+ would be destroyed/,
    );
    expect(message).toContain("moveFromId");
    expect(message).toContain("leave()");
    expect(message).toMatch(
      /CHANGELOG.md under Unreleased: - Destroyed: `aws_cloudwatch_event_rule\./,
    );
  });

  test("that renames a resource passes with a moved block, however many there are on the way", () => {
    const wrong = changed("audit", (json) => {
      const { from, to } = rename(json);
      json.moved = [
        { from, to: "aws_cloudwatch_event_rule.Between" },
        { from: "aws_cloudwatch_event_rule.Between", to },
      ];
    });
    expect(wrong).toEqual([]);
  });

  test("that moves a resource to nowhere fails", () => {
    const wrong = changed("audit", (json) => {
      const { from } = rename(json);
      json.moved = [{ from, to: "aws_cloudwatch_event_rule.Nowhere" }];
    });
    expect(wrong).toHaveLength(1);
  });

  test("that moves a resource and gives it another name at once fails", () => {
    const wrong = changed("audit", (json) => {
      const { from, to } = rename(json);
      json.moved = [{ from, to }];
      Object.assign(json.resource.aws_cloudwatch_event_rule?.Renamed ?? {}, { name: "other" });
    });
    expect(wrong).toEqual([expect.stringContaining("would be replaced by name")]);
  });

  test("that leaves a resource behind passes, unless the removed block destroys it", () => {
    const drop = (lifecycle: object) => (json: ChangeableJson) => {
      const { address } = takeOut(json, "aws_cloudwatch_event_rule", RULE);
      json.removed = [{ from: address, lifecycle }];
    };
    expect(changed("audit", drop({ destroy: false }))).toEqual([]);
    expect(changed("audit", drop({ destroy: true }))).toHaveLength(1);
    expect(changed("audit", drop({}))).toHaveLength(1);
  });

  const entry = (text: string) => `# Changelog\n\n## Unreleased\n\nWords.\n\n${text}\n\n## 0.1.0\n`;

  test.each([
    [
      "its address",
      "- Destroyed: `aws_cloudwatch_event_rule.Bus_Rule-*`: findings wait for seconds.",
    ],
    ["its type by a pattern", "- Destroyed: `aws_cloudwatch_*.*`: findings wait for seconds."],
    [
      "its stack too",
      "- Destroyed: `aws_cloudwatch_event_rule.Bus_Rule-*` in `audit`:\n  findings wait for seconds.",
    ],
  ])("that drops a resource passes with an entry that names %s", (_, text) => {
    const drop = (json: ChangeableJson) => {
      takeOut(json, "aws_cloudwatch_event_rule", RULE);
    };
    expect(changed("audit", drop, entry(text))).toEqual([]);
  });

  test.each([
    [
      "of another stack",
      "- Destroyed: `aws_cloudwatch_event_rule.*` in `workload-*`: findings wait for seconds.",
    ],
    [
      "of another address",
      "- Destroyed: `aws_cloudwatch_event_rule.Bus_Rule-gu`: findings wait for seconds.",
    ],
    ["of a replacement", "- Replaced: `aws_cloudwatch_event_rule.*`: findings wait for seconds."],
    [
      "of an older release",
      "\n## 0.0.1\n\n- Destroyed: `aws_cloudwatch_event_rule.*`: findings wait for seconds.",
    ],
  ])("that drops a resource fails with an entry %s", (_, text) => {
    const drop = (json: ChangeableJson) => {
      takeOut(json, "aws_cloudwatch_event_rule", RULE);
    };
    expect(changed("audit", drop, entry(text))).toHaveLength(1);
  });

  test.each(["- Destroyed: `aws_sqs_queue.X`", "- Replaced: the queue: it is gone for a minute."])(
    "fails with an entry that doesn't say what or what is seen: %s",
    (text) => {
      expect(wrongWith("invitation", proven, entry(text))).toEqual([
        expect.stringContaining("an entry names addresses and"),
      ]);
    },
  );

  test("that gives the production bucket another name fails, whatever CHANGELOG.md says", () => {
    const other = (json: ChangeableJson) => {
      const buckets = Object.values(json.resource.aws_s3_bucket ?? {});
      Object.assign(buckets.find(({ bucket }) => bucket === "acme-payments-prod") ?? {}, {
        bucket: "acme-payments-prod-2",
      });
    };
    const said = entry("- Replaced: `aws_s3_bucket.*`: the bucket is made anew, empty.");

    for (const changelog of ["", said])
      expect(changed("workload-payments", other, changelog)).toEqual([
        expect.stringMatching(/would be replaced by bucket\.[^]*no third one/),
      ]);
  });

  test("that drops the ledger fails, whatever CHANGELOG.md says", () => {
    const drop = (json: ChangeableJson) => {
      takeOut(json, "aws_dynamodb_table", "Ledger");
    };
    const said = entry("- Destroyed: `aws_dynamodb_table.*`: the ledger is gone for good.");
    expect(changed("workload-payments", drop, said)).toEqual([
      expect.stringMatching(/would be destroyed\.[^]*no third one/),
    ]);
  });

  test("that adds resources or changes others' arguments in place passes", () => {
    const wrong = changed("audit", (json) => {
      json.resource.aws_sqs_queue = {
        ...json.resource.aws_sqs_queue,
        Another: { name: "another" },
      };
      const [topic] = Object.values(json.resource.aws_sns_topic ?? {});
      Object.assign(topic ?? {}, { display_name: "Alerts" });
    });
    expect(wrong).toEqual([]);
  });

  test("that no longer has a stack loses all that is in it", () => {
    const without = { ...proven, stacks: proven.stacks.filter(({ name }) => name !== "audit") };
    expect(wrongWith("invitation", without)).toHaveLength(
      entriesOf(readRecord("invitation").audit ?? {}).length,
    );
  });
});
