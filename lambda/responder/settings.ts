/**
 * What the function is told through its environment: written by the construct that deploys it,
 * read once when the function starts. Both sides use this module, so a name can't drift.
 */
export interface ResponderSettings {
  /** The guarded bucket's name. */
  readonly bucket: string;
  /** The account the bucket and the function live in: id and the name people know it by. */
  readonly accountId: string;
  readonly accountName: string;
  /** Name of the DynamoDB ledger table (hash key `pk`, string). */
  readonly ledgerTable: string;
  /** Topic in the audit account; its region is part of the ARN. */
  readonly alertsTopicArn: string;
  /** The module's own deny policy: the only policy the function may attach. */
  readonly quarantinePolicyArn: string;
  /** `enforce` acts; `observe` alerts and does nothing else. */
  readonly responseMode: "enforce" | "observe";
  /** The responder role's own sessions, `AROA…:*`: what it writes itself is never an incident. */
  readonly ownUserId: string;
  /** `aws:userid` patterns that may upload: `AIDA…`, `AROA…:*`, `AROA…:session`. */
  readonly allowedUserIds: readonly string[];
  /** `aws:userid` patterns that are alerted about at most: responder, deployment role, break-glass. */
  readonly neverBlockedUserIds: readonly string[];
}

const VARIABLES = {
  bucket: "WARDEN_BUCKET",
  accountId: "WARDEN_ACCOUNT_ID",
  accountName: "WARDEN_ACCOUNT_NAME",
  ledgerTable: "WARDEN_LEDGER_TABLE",
  alertsTopicArn: "WARDEN_ALERTS_TOPIC_ARN",
  quarantinePolicyArn: "WARDEN_QUARANTINE_POLICY_ARN",
  responseMode: "WARDEN_RESPONSE_MODE",
  ownUserId: "WARDEN_OWN_USERID",
  allowedUserIds: "WARDEN_ALLOWED_USERIDS",
  neverBlockedUserIds: "WARDEN_NEVER_BLOCKED_USERIDS",
} as const satisfies Record<keyof ResponderSettings, string>;

/** Lists travel as one string: an `aws:userid` never holds a blank (role session names allow `[\w+=,.@-]`). */
const SEPARATOR = " ";

/** The environment that makes `readSettings` return `settings`. Values may be unresolved tokens. */
export function toEnvironment(settings: ResponderSettings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(VARIABLES).map(([setting, variable]) => {
      const value = settings[setting as keyof ResponderSettings];
      return [variable, typeof value === "string" ? value : value.join(SEPARATOR)];
    }),
  );
}

/** Settings that may be empty. */
const LISTS: readonly string[] = [VARIABLES.allowedUserIds, VARIABLES.neverBlockedUserIds];

/** @throws Error naming every variable that is missing: the function can't start without them. */
export function readSettings(environment: NodeJS.ProcessEnv): ResponderSettings {
  const missing = Object.values(VARIABLES).filter((variable) =>
    LISTS.includes(variable) ? environment[variable] === undefined : !environment[variable],
  );
  if (missing.length > 0) throw new Error(`missing in the environment: ${missing.join(", ")}`);
  const read = (setting: keyof ResponderSettings) => environment[VARIABLES[setting]] ?? "";
  const list = (setting: keyof ResponderSettings) => read(setting).split(SEPARATOR).filter(Boolean);
  return {
    bucket: read("bucket"),
    accountId: read("accountId"),
    accountName: read("accountName"),
    ledgerTable: read("ledgerTable"),
    alertsTopicArn: read("alertsTopicArn"),
    quarantinePolicyArn: read("quarantinePolicyArn"),
    responseMode: read("responseMode") === "observe" ? "observe" : "enforce",
    ownUserId: read("ownUserId"),
    allowedUserIds: list("allowedUserIds"),
    neverBlockedUserIds: list("neverBlockedUserIds"),
  };
}
