import {
  added,
  answered,
  BY_PRINCIPAL,
  FROM_WHERE,
  IN_QUESTION,
  PRINCIPAL,
  type QueryTerms,
  REFUSALS_BY_PRINCIPAL,
  REFUSED,
  type SavedQuery,
  WHEN_AND_WHERE,
  WHO,
} from "./saved-query";

/** Questions about what was done in an account, whatever it was done to. */
export const accountQueries = ({ managementCalls }: QueryTerms): readonly SavedQuery[] => [
  {
    name: "refused-in-account",
    question: "Who was refused in the account, how often, trying what?",
    parameters: WHEN_AND_WHERE,
    sql: `${REFUSALS_BY_PRINCIPAL}
FROM ${managementCalls}
WHERE ${IN_QUESTION}
  AND eventcategory = 'Management'
  AND ${REFUSED}
GROUP BY 1, 2
ORDER BY attempts DESC, who`,
  },
  {
    name: "calls-by-principal",
    question: "What did a principal do in the account, refused attempts included?",
    parameters: [...WHEN_AND_WHERE, PRINCIPAL],
    sql: `SELECT
  eventtime AS event_time,
  region,
  eventsource AS service,
  eventname AS call,
  errorcode AS refused,
  requestparameters AS request,
  ${WHO},
  ${FROM_WHERE}
FROM ${managementCalls}
WHERE ${IN_QUESTION}
  AND eventcategory = 'Management'
  AND ${BY_PRINCIPAL}
ORDER BY event_time`,
  },
  {
    name: "root-use",
    question: "What was done as root, signing in included?",
    parameters: WHEN_AND_WHERE,
    sql: `SELECT
  eventtime AS event_time,
  eventsource AS service,
  eventname AS call,
  errorcode AS refused,
  ${answered("ConsoleLogin")} AS sign_in,
  ${added("MFAUsed")} AS mfa,
  ${FROM_WHERE}
FROM ${managementCalls}
WHERE ${IN_QUESTION}
  AND useridentity.type = 'Root'
  AND useridentity.invokedby IS NULL
  AND eventtype <> 'AwsServiceEvent'
ORDER BY event_time`,
  },
];
