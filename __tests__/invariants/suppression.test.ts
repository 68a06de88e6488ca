import { type ProofSuppression } from "../../config/proof-schema";
import { judgeInvariants } from "../../invariants";
import { scopesOf } from "../../proof/scope";
import { exampleConfig } from "../support/example";
import { PLACE, QUEUE, sharedScope, verdictsAt } from "./one-stack";

const suppressing = (...suppress: readonly ProofSuppression[]) =>
  exampleConfig({ proof: { suppress: [...suppress] } });
const REASON = "known and accepted: TICKET-7";

describe("a suppression", () => {
  test("lets one violation pass, with its reason and last day", () => {
    const suppression = {
      rule: "queue-encrypted",
      where: PLACE,
      reason: REASON,
      until: "2999-12-31",
    };
    const verdicts = judgeInvariants(sharedScope(suppressing(suppression), QUEUE));

    expect(verdictsAt(verdicts, "queue-encrypted", PLACE)).toEqual([
      {
        ...{ rule: "queue-encrypted", where: PLACE, verdict: "suppressed" },
        ...{ because: REASON, until: "2999-12-31" },
      },
    ]);
    expect(verdictsAt(verdicts, "queue-tls-only", PLACE)).toEqual([
      expect.objectContaining({ verdict: "violating" }),
    ]);
  });

  test("of a stack lets everything in it pass, by that rule", () => {
    const suppression = { rule: "queue-encrypted", where: "audit", reason: REASON };
    const verdicts = judgeInvariants(sharedScope(suppressing(suppression), QUEUE));

    expect(verdictsAt(verdicts, "queue-encrypted", PLACE)).toEqual([
      { rule: "queue-encrypted", where: PLACE, verdict: "suppressed", because: REASON },
    ]);
  });

  test("of a standard's rule counts as well", () => {
    const suppression = { rule: "SQS.1", where: PLACE, reason: REASON };
    const verdicts = judgeInvariants(sharedScope(suppressing(suppression), QUEUE));

    expect(verdictsAt(verdicts, "SQS.1", PLACE)).toEqual([
      { rule: "SQS.1", where: PLACE, verdict: "suppressed", because: REASON },
    ]);
  });

  test.each([
    "audit aws_sqs_queue.Gone",
    "audit aws_sqs_queue.Min",
    "nowhere",
    "workload-payments",
  ])("at %s suppresses nothing and says so, once", (where) => {
    const config = suppressing({ rule: "queue-encrypted", where, reason: REASON });
    const verdicts = [...scopesOf(config, [QUEUE])].flatMap(judgeInvariants);

    expect(verdictsAt(verdicts, "queue-encrypted", where)).toContainEqual({
      ...{ rule: "queue-encrypted", where, verdict: "violating" },
      because: "proof.suppress has it, but it suppresses nothing any more: remove it",
    });
    expect(verdicts.filter(({ because }) => because?.includes("suppresses nothing"))).toHaveLength(
      1,
    );
    expect(verdictsAt(verdicts, "queue-encrypted", PLACE)).toEqual([
      expect.objectContaining({ verdict: "violating" }),
    ]);
  });

  test("of a rule that is kept suppresses nothing either", () => {
    const config = suppressing({ rule: "no-remote-state", where: "audit", reason: REASON });
    const verdicts = judgeInvariants(sharedScope(config, QUEUE));

    expect(verdictsAt(verdicts, "no-remote-state", "audit").map(({ verdict }) => verdict)).toEqual([
      "compliant",
      "violating",
    ]);
  });
});
