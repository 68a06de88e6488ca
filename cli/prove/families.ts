import type { Part } from "../../proof/parts";

/** What each part of the proof shows; docs/proof.md and SARIF's rules say it in these words. */
export const SHOWS: Readonly<Record<Part, string>> = {
  findings:
    "Every sample of every source gets from the bus where AWS puts it, over the security bus, to each subscriber of the topic for its severity: once, and as an alert by its schema that says what the finding says. What is below the threshold, suppressed or told by another way reaches nobody.",
  incident:
    "S3's notification, CloudTrail's event of each call that makes an object, and a schedule reach the responder; it knows whom it guards, remembers in its ledger, may make each of its calls, and its alerts of each severity reach the team.",
  "dead-letters":
    "What a rule, a schedule or the function can't deliver is kept in a queue that takes it, and an alarm tells of it.",
  alarms:
    "Each alarm that the configuration calls for is there, watches what it should, and its message reaches the team.",
  deliveries:
    "Trails, log groups, Config, Macie, S3's access logs and the malware scanner get in where they must, under each key, with the words that each service sends.",
  uploads:
    "Whoever may upload can, under the bucket's terms, and is never taken for an intruder; whoever replicates, deletes with MFA or looks on does only that.",
  blocks:
    "Whoever uploads without being allowed is kept out from then on, whatever IAM lets them do, and can't undo it; whoever must mend things is never hit.",
  strangers:
    "Nobody from outside gets in by any resource policy of the stacks, and no service does on a stranger's behalf.",
  "least-privilege":
    "Each role may do what its work needs, and each policy lets in whom it is for: nothing missing, nothing more.",
  invariants:
    "Every resource of every stack keeps the product's own rules, and those of FSBP and CIS.",
};
