import type { Invariant } from "../invariant";
import { archiveKey } from "./archive-key";
import { archivesToGlacier } from "./archives-to-glacier";
import { attachedPolicies } from "./attached-policies";
import { bucketEncrypted } from "./bucket-encrypted";
import { bucketLogged } from "./bucket-logged";
import { bucketOwnerEnforced } from "./bucket-owner-enforced";
import { bucketPrivate } from "./bucket-private";
import { bucketTlsOnly } from "./bucket-tls-only";
import { bucketVersioned } from "./bucket-versioned";
import { configDeliveryEncrypted } from "./config-delivery-encrypted";
import { deliveriesUnlocked } from "./deliveries-unlocked";
import { everyPartPresent } from "./every-part-present";
import { everyStackPresent } from "./every-stack-present";
import { evidenceKept } from "./evidence-kept";
import { findingsGathered } from "./findings-gathered";
import { functionFailures } from "./function-failures";
import { guarddutyOn } from "./guardduty-on";
import { keyRotates } from "./key-rotates";
import { knownAccounts } from "./known-accounts";
import { ledgerProtected } from "./ledger-protected";
import { linksResolved } from "./links-resolved";
import { logGroupEncrypted } from "./log-group-encrypted";
import { logGroupRetention } from "./log-group-retention";
import { macieOn } from "./macie-on";
import { macieResultsEncrypted } from "./macie-results-encrypted";
import { membersJoined } from "./members-joined";
import { nameLimits } from "./name-limits";
import { noEscalation } from "./no-escalation";
import { noForceDestroy } from "./no-force-destroy";
import { noIamUsers } from "./no-iam-users";
import { noInvertedGrant } from "./no-inverted-grant";
import { noPlaintextSecrets } from "./no-plaintext-secrets";
import { noPublicGrant } from "./no-public-grant";
import { noRemoteState } from "./no-remote-state";
import { noSensitiveOutput } from "./no-sensitive-output";
import { noStarAction } from "./no-star-action";
import { noStarResource } from "./no-star-resource";
import { nothingRuns } from "./nothing-runs";
import { ownAccount } from "./own-account";
import { policySize } from "./policy-size";
import { productionKey } from "./production-key";
import { productionLifecycle } from "./production-lifecycle";
import { productionLocked } from "./production-locked";
import { productionMfaDeletion } from "./production-mfa-deletion";
import { providerPinned } from "./provider-pinned";
import { queryResultsAtHome } from "./query-results-at-home";
import { queryResultsEncrypted } from "./query-results-encrypted";
import { queueEncrypted } from "./queue-encrypted";
import { queueTlsOnly } from "./queue-tls-only";
import { referencesDeclared } from "./references-declared";
import { ruleEnabled } from "./rule-enabled";
import { securityHubOn } from "./security-hub-on";
import { servicePrincipals } from "./service-principals";
import { serviceSource } from "./service-source";
import { servicesDelegated } from "./services-delegated";
import { servicesTrusted } from "./services-trusted";
import { tagged } from "./tagged";
import { targetDeadLetters } from "./target-dead-letters";
import { topicEncrypted } from "./topic-encrypted";
import { topicTlsOnly } from "./topic-tls-only";
import { trailArchiveLocked } from "./trail-archive-locked";
import { trailComplete } from "./trail-complete";
import { trailEncrypted } from "./trail-encrypted";

/** Every promise that holds of whatever is deployed, by what it is about; docs/invariants.md is written from it. */
export const INVARIANTS: Readonly<Record<string, readonly Invariant[]>> = {
  Permissions: [
    noStarAction,
    noInvertedGrant,
    noPublicGrant,
    knownAccounts,
    noStarResource,
    serviceSource,
    servicePrincipals,
    noEscalation,
    attachedPolicies,
    linksResolved,
    noIamUsers,
    policySize,
  ],
  Buckets: [
    bucketTlsOnly,
    bucketEncrypted,
    bucketPrivate,
    bucketOwnerEnforced,
    bucketVersioned,
    bucketLogged,
    noForceDestroy,
  ],
  Evidence: [
    trailArchiveLocked,
    archiveKey,
    archivesToGlacier,
    deliveriesUnlocked,
    productionLocked,
    productionKey,
    productionMfaDeletion,
    productionLifecycle,
    ledgerProtected,
    evidenceKept,
  ],
  Encryption: [
    keyRotates,
    topicEncrypted,
    queueEncrypted,
    logGroupEncrypted,
    trailEncrypted,
    configDeliveryEncrypted,
    macieResultsEncrypted,
    queryResultsEncrypted,
    queryResultsAtHome,
    queueTlsOnly,
    topicTlsOnly,
  ],
  Watching: [
    guarddutyOn,
    securityHubOn,
    macieOn,
    membersJoined,
    servicesTrusted,
    servicesDelegated,
    findingsGathered,
    trailComplete,
    logGroupRetention,
    targetDeadLetters,
    ruleEnabled,
    functionFailures,
    noPlaintextSecrets,
  ],
  Stacks: [
    everyStackPresent,
    everyPartPresent,
    ownAccount,
    providerPinned,
    tagged,
    noRemoteState,
    noSensitiveOutput,
    referencesDeclared,
    nothingRuns,
    nameLimits,
  ],
};

export const ALL_INVARIANTS: readonly Invariant[] = Object.values(INVARIANTS).flat();
