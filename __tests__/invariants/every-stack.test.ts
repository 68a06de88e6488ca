import { ALL_INVARIANTS, type InvariantVerdict, judgeInvariants } from "../../invariants";
import { scopesOf } from "../../proof/scope";
import { ALL_RULES } from "../../rules";
import { judgements } from "../../rules/rule";
import { planStacks } from "../../config/stack-plan";
import type { StackJson } from "../../stacks/read-stack";
import type { Proven } from "../support/proof";
import { CONFIGURATIONS, type Title, TITLES } from "./configurations";

const verdictsOn = ({ config, stacks }: Proven): readonly InvariantVerdict[] =>
  [...scopesOf(config, stacks)].flatMap((scope) => judgeInvariants(scope));

const known = new Map<Title, readonly InvariantVerdict[]>();

/** Every verdict on a configuration's stacks, found once. */
function verdictsOf(title: Title): readonly InvariantVerdict[] {
  const found = known.get(title) ?? verdictsOn(CONFIGURATIONS[title]());
  known.set(title, found);
  return found;
}

const everywhere = () => TITLES.flatMap(verdictsOf);

test("these are the rules; whoever adds or removes one says so here", () => {
  expect(ALL_INVARIANTS.map(({ id, title }) => `${id}: ${title}`)).toMatchInlineSnapshot(`
    [
      "no-star-action: Every policy lists the actions it allows, one by one",
      "no-inverted-grant: No policy allows everything but something",
      "no-public-grant: No policy lets everybody in, but for one role's name within the organization",
      "known-accounts: Every principal that a policy names is of an account of the configuration",
      "no-star-resource: Every policy names the resources it is about, where AWS takes any",
      "service-source: A service may use a resource only on behalf of accounts of the configuration",
      "service-principals: Every service principal is one of AWS's",
      "no-escalation: Nobody may hand out rights: at most attach a policy that takes some away",
      "attached-policies: Every policy that is attached stands in the stacks",
      "links-resolved: What a policy or a target belongs to can be read",
      "no-iam-users: No stack makes a user, a password or an access key",
      "policy-size: Every policy is as short as AWS wants it",
      "bucket-tls-only: Every bucket refuses requests without TLS",
      "bucket-encrypted: Every bucket encrypts under a key of the stacks",
      "bucket-private: No bucket can be made public",
      "bucket-owner-enforced: Every object belongs to its bucket's owner, and ACLs are off",
      "bucket-versioned: Every bucket keeps its versions",
      "bucket-logged: Every bucket's requests are logged, to another bucket of its account and region",
      "no-force-destroy: No bucket is emptied in order to destroy it",
      "trail-archive-locked: The trail archive locks every log file for as long as the configuration keeps logs",
      "archive-key: The archives, and what queries find in them, are encrypted under the logs' key",
      "archives-to-glacier: Logs move to Glacier Flexible Retrieval and expire on the days of the configuration",
      "deliveries-unlocked: No default lock stands in the way of what AWS Config, Macie and S3 deliver",
      "production-locked: The production bucket locks every object as the configuration says",
      "production-key: The production bucket encrypts under its account's own key, by a bucket key",
      "production-mfa-deletion: Nobody but the responder deletes from the production bucket without MFA",
      "production-lifecycle: The production bucket's lifecycle tidies what the configuration says, and nothing else",
      "ledger-protected: The ledger can be restored to any minute, and not be deleted unless its workload retires",
      "evidence-kept: No plan destroys what holds evidence, nor what guards it, unless the workload retires",
      "key-rotates: Every key rotates",
      "topic-encrypted: Every topic encrypts under a key of the stacks",
      "queue-encrypted: Every queue is encrypted",
      "log-group-encrypted: Every log group encrypts under a key of the stacks",
      "trail-encrypted: Every trail encrypts its log files under a key of the stacks",
      "config-delivery-encrypted: Every delivery channel of AWS Config encrypts under a key of the stacks",
      "macie-results-encrypted: What Macie finds is encrypted under a key of the stacks",
      "query-results-encrypted: Results of queries are encrypted under a key of the stacks, whoever asks",
      "query-results-at-home: What queries find in the trail archive stays in the audit account's bucket for it",
      "queue-tls-only: Every queue refuses requests without TLS",
      "topic-tls-only: Every topic refuses to be published to without TLS",
      "guardduty-on: GuardDuty watches every account and region of the configuration, and S3's objects too",
      "security-hub-on: Security Hub judges every account by FSBP and CIS, by all their controls",
      "macie-on: Macie is on where the production buckets are, and for accounts yet to come",
      "members-joined: Every account of the configuration is a member of the audit account's services",
      "services-trusted: The organization trusts the security services, or no plan passes",
      "services-delegated: The organization makes the audit account the administrator of its security services",
      "findings-gathered: Security Hub gathers the findings of all regions in the audit account's home region",
      "trail-complete: Every trail covers all regions, validates its log files and is on",
      "log-group-retention: Every log group says how long it keeps its events",
      "target-dead-letters: Every target of EventBridge tries for a day and then leaves its event in a queue of its stack",
      "rule-enabled: Every rule of EventBridge is on",
      "function-failures: Every function leaves what it fails at in a queue of its stack",
      "no-plaintext-secrets: No function's environment holds a secret",
      "every-stack-present: Every stack of the configuration is there",
      "every-part-present: Every part that the configuration names stands in its stack, under that name",
      "own-account: Every provider can touch its own account only, by the deployment role",
      "provider-pinned: Every stack takes the AWS provider in the version of the configuration, and no other provider",
      "tagged: Whatever takes tags has those of the configuration and its stack's name",
      "no-remote-state: No stack reads the state of another",
      "no-sensitive-output: No stack puts anything secret out",
      "references-declared: Every reference is to something of the same stack",
      "nothing-runs: No plan or apply runs a program or fetches from elsewhere",
      "name-limits: Every name, description and pattern is one that AWS takes",
    ]
  `);
});

test("every rule has a name of its own, which no standard has", () => {
  const ids = [...ALL_INVARIANTS, ...ALL_RULES].map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(TITLES)("the stacks %s", (title) => {
  test("keep every rule", () => {
    expect(verdictsOf(title).filter(({ verdict }) => verdict === "violating")).toEqual([]);
  });

  test("are judged by every rule, each of them", () => {
    const { stacks } = CONFIGURATIONS[title]();
    const judged = new Set(
      verdictsOf(title).map(({ rule, where }) => `${rule} ${where.split(" ")[0] ?? ""}`),
    );
    const missing = stacks.flatMap(({ name }) =>
      ALL_INVARIANTS.map(({ id }) => `${id} ${name}`).filter((one) => !judged.has(one)),
    );

    expect(missing).toEqual([]);
  });

  test("are judged by the standards as they are when seen all at once", () => {
    const { config, stacks } = CONFIGURATIONS[title]();
    const estate = planStacks(config).flatMap((planned): StackJson[] =>
      stacks
        .filter(({ name }) => name === planned.name)
        .map(({ json }) => ({
          ...planned,
          directory: "",
          json: { resource: json.resource ?? {} },
        })),
    );
    const standards = new Set(ALL_RULES.map(({ id }) => id));
    const wanted = ALL_RULES.flatMap((rule) =>
      judgements(rule, estate).map(({ where, verdict }) => `${rule.id} ${where} ${verdict}`),
    );
    const found = verdictsOf(title)
      .filter(({ rule }) => standards.has(rule))
      .map(({ rule, where, verdict }) =>
        [rule, where, verdict.replace("suppressed", "exception")].join(" "),
      );

    expect([...found].sort()).toEqual([...wanted].sort());
    expect(found.length).toBeGreaterThan(200);
  });
});

test.each(ALL_INVARIANTS.map(({ id }) => id))("%s is about something that is deployed", (id) => {
  const about = everywhere().filter(
    ({ rule, verdict }) => rule === id && verdict !== "not-applicable",
  );

  expect(about.length).toBeGreaterThan(0);
});

const exceptions = ALL_INVARIANTS.flatMap(({ id, exceptions: all = [] }) =>
  all.map(({ why }) => [id, why] as const),
);

test.each(exceptions)("the exception of %s is still needed: %s", (rule, why) => {
  const excepted = everywhere().filter(
    (one) => one.rule === rule && one.verdict === "suppressed" && one.because?.includes(why),
  );

  expect(excepted.length).toBeGreaterThan(0);
});
