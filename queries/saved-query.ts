/** A question about an incident, and its answer in Athena's SQL (engine version 3, Trino). */
export interface SavedQuery {
  readonly name: string;
  /** The question that it answers. */
  readonly question: string;
  /** What its question marks stand for, in order. */
  readonly parameters: readonly string[];
  readonly sql: string;
}

/** What a query needs to know of the deployment; nothing of it is a single workload's. */
export interface QueryTerms {
  /** Where calls on objects are found, and where all other calls: quoted names. */
  readonly objectCalls: string;
  readonly managementCalls: string;
  readonly prefix: string;
  /** SQL expressions: ARNs in the account that the row is about. */
  readonly responderRole: string;
  readonly deploymentRole: string;
  readonly quarantinePolicy: string;
}

/** Values as they stand behind `IN`. */
export const oneOf = (values: readonly string[]): string =>
  `(${values.map((value) => `'${value}'`).join(", ")})`;

/** Every query names account and days first: else Athena reads the whole archive, or refuses. */
export const WHEN_AND_WHERE = ["account", "first day (yyyy/MM/dd)", "last day"] as const;
export const IN_QUESTION = `account = ?
  AND day BETWEEN ? AND ?`;

const ISSUER = "useridentity.sessioncontext.sessionissuer";

/** The role behind a session; of a user none, and NULL would hide the row from any comparison. */
export const ROLE_ARN = `coalesce(${ISSUER}.arn, '')`;

/** Who did it. Another account's principal comes with its account alone, a service with its name. */
export const WHO = `coalesce(useridentity.arn, useridentity.accountid, useridentity.invokedby) AS who,
  useridentity.principalid AS user_id`;
export const FROM_WHERE = `useridentity.accesskeyid AS access_key_id,
  sourceipaddress AS source_ip,
  useragent AS user_agent`;

/** The parameter is an ARN (session, user or role), an `aws:userid`, a role's id or an access key. */
export const PRINCIPAL = "principal (ARN, user id, role id or access key id)";
export const BY_PRINCIPAL = `? IN (
    useridentity.arn,
    useridentity.principalid,
    useridentity.accesskeyid,
    ${ISSUER}.arn,
    ${ISSUER}.principalid
  )`;

/** As CIS looks for unauthorized calls: services name refusals in several ways. */
export const REFUSED = `(errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%Unauthorized%')`;

/** A field of the request; brackets, because Trino's path takes no hyphen without. */
export const requested = (field: string): string =>
  `json_extract_scalar(requestparameters, '$["${field}"]')`;
export const answered = (field: string): string =>
  `json_extract_scalar(responseelements, '$["${field}"]')`;
export const added = (field: string): string =>
  `json_extract_scalar(additionaleventdata, '$["${field}"]')`;

/** One row for each principal that was refused, with what it tried. */
export const REFUSALS_BY_PRINCIPAL = `SELECT
  ${WHO},
  count(*) AS attempts,
  min(eventtime) AS first_at,
  max(eventtime) AS last_at,
  array_join(array_sort(array_agg(DISTINCT eventname)), ', ') AS calls,
  array_join(array_sort(array_agg(DISTINCT sourceipaddress)), ', ') AS source_ips`;
