import { organizationNames } from "../../config/organization-names";
import { alertTopicArns, auditNames, workloadNames } from "../../config/names";
import { textOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import type { Exception, Invariant } from "../invariant";
import { unless } from "../judging";
import { accountsOf } from "../places";
import {
  actionsOf,
  conditionsOn,
  eachGrant,
  principalsOf,
  resourcesOf,
  type Stated,
  type Statement,
} from "../statements";

/** A condition that holds for whoever doesn't send the key, such as IfExists, binds nobody. */
const BINDING = /^(String|Arn)(Equals|Like)$/;

interface Source {
  readonly key: RegExp;
  readonly isKnown: (value: string, scope: Scope) => boolean;
}

const ofKnownAccount = (arn: string, { config }: Scope): boolean =>
  accountsOf(config).has(arn.split(":")[4] ?? "");

const SOURCES: readonly Source[] = [
  {
    key: /^aws:SourceAccount$/i,
    isKnown: (account, { config }) => accountsOf(config).has(account),
  },
  { key: /^aws:SourceArn$/i, isKnown: ofKnownAccount },
  { key: /^aws:SourceOrgID$/i, isKnown: (id, { config }) => id === organizationNames(config)?.id },
  { key: /^kms:EncryptionContext:aws:\w+:arn$/i, isKnown: ofKnownAccount },
];

const isBound = (statement: Statement, scope: Scope): boolean =>
  SOURCES.some(({ key, isKnown }) => {
    const values = conditionsOn(statement, BINDING, key);
    return values.length > 0 && values.every((value) => isKnown(value, scope));
  });

const trusts = ({ at, statement }: Stated, service: string, role: string | undefined): boolean =>
  at.type === "aws_iam_role" &&
  textOf(at, "name") === role &&
  principalsOf(statement, "Service").join() === service;

const EXCEPTIONS: readonly Exception<Stated>[] = [
  {
    why: "SNS takes no condition on EventBridge's publishing (EventBridge guide, eb-use-resource-based).",
    fits: ({ at, statement }, { config }) =>
      at.type === "aws_sns_topic_policy" &&
      alertTopicArns(auditNames(config)).includes(textOf(at, "arn") ?? "") &&
      principalsOf(statement, "Service").join() === "events.amazonaws.com" &&
      actionsOf(statement).join() === "sns:Publish" &&
      resourcesOf(statement).join() === textOf(at, "arn"),
  },
  {
    why: "EventBridge may leave its account out when it uses a topic's key; if it tells one, it is held to it (ADR 0006).",
    fits: ({ at, statement }, { config }) =>
      at.type === "aws_kms_key" &&
      principalsOf(statement, "Service").join() === "events.amazonaws.com" &&
      conditionsOn(statement, /^StringEqualsIfExists$/, /^aws:SourceAccount$/i).join() ===
        config.auditAccount.id,
  },
  {
    why: "Lambda isn't known to send a source when it assumes a function's role.",
    fits: (stated, { config, workload }) =>
      workload !== undefined &&
      trusts(stated, "lambda.amazonaws.com", workloadNames(config, workload).responderRole),
  },
  {
    why: "AWS Config isn't known to send a source when it assumes an aggregator's role.",
    fits: (stated, { config }) =>
      trusts(stated, "config.amazonaws.com", organizationNames(config)?.aggregatorRole),
  },
];

export const serviceSource: Invariant = {
  id: "service-source",
  title: "A service may use a resource only on behalf of accounts of the configuration",
  why: "Otherwise anybody's trail, rule or bucket could make the service act for them: the confused deputy.",
  exceptions: EXCEPTIONS,
  judge: eachGrant(({ statement }, scope) => {
    const services = principalsOf(statement, "Service");
    return unless(
      services.length === 0 || isBound(statement, scope),
      `lets ${services.join(", ")} in for anybody`,
    );
  }, EXCEPTIONS),
};
