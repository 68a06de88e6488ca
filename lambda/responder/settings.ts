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
  /**
   * Topic in the audit account; its region is part of the ARN. `{severity}` in it stands for the
   * alert's own, where each severity has a topic.
   */
  readonly alertsTopicArn: string;
  /** The module's own deny policy: the only policy the function may attach. */
  readonly quarantinePolicyArn: string;
  /**
   * `respond` acts; `observe` alerts and does nothing else; `prevent` acts too, behind a bucket
   * policy that lets only the allowed uploaders write.
   */
  readonly responseMode: (typeof RESPONSE_MODES)[number];
  /** The responder role's own sessions, `AROA…:*`: what it writes itself is never an incident. */
  readonly ownUserId: string;
  /** `aws:userid` patterns that may upload: `AIDA…`, `AROA…:*`, `AROA…:session`. */
  readonly allowedUserIds: readonly string[];
  /** `aws:userid` patterns that are alerted about at most: responder, deployment role, break-glass. */
  readonly neverBlockedUserIds: readonly string[];
  /**
   * `aws:PrincipalArn` values that no denylist entry ever hits, whatever the ledger says:
   * responder, deployment role, break-glass. They can always mend the bucket policy.
   */
  readonly sparedArns: readonly string[];
  /** Refused uploads within one episode that make an alert; told again at ten times as many. */
  readonly deniedAttemptsThreshold: number;
}

export const RESPONSE_MODES = ["respond", "observe", "prevent"] as const;

/** What stands in `alertsTopicArn` for the severity of the alert, in lower case. */
export const SEVERITY_IN_TOPIC = "{severity}";

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
  sparedArns: "WARDEN_SPARED_ARNS",
  deniedAttemptsThreshold: "WARDEN_DENIED_ATTEMPTS_THRESHOLD",
} as const satisfies Record<keyof ResponderSettings, string>;

/** Lists travel as one string: neither an `aws:userid` nor an ARN holds a blank (role session names allow `[\w+=,.@-]`). */
const SEPARATOR = " ";

/** The environment that makes `readSettings` return `settings`. Values may be unresolved tokens. */
export function toEnvironment(settings: ResponderSettings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(VARIABLES).map(([setting, variable]) => {
      const value = settings[setting as keyof ResponderSettings];
      return [variable, typeof value === "object" ? value.join(SEPARATOR) : String(value)];
    }),
  );
}

/** Settings that may be empty. */
const LISTS: readonly string[] = [
  VARIABLES.allowedUserIds,
  VARIABLES.neverBlockedUserIds,
  VARIABLES.sparedArns,
];

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
    responseMode: RESPONSE_MODES.find((mode) => mode === read("responseMode")) ?? "respond",
    ownUserId: read("ownUserId"),
    allowedUserIds: list("allowedUserIds"),
    neverBlockedUserIds: list("neverBlockedUserIds"),
    sparedArns: list("sparedArns"),
    deniedAttemptsThreshold: Number(read("deniedAttemptsThreshold")),
  };
}
