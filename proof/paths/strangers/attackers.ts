import type { Policy } from "../../../decisions/judge";
import type { WardenConfig } from "../../../config/schema";
import { conditionsIn } from "../../needs/conditions";
import { accountOf, exampleOf, inAccount } from "../../needs/patterns";

/** What stands in a statement's conditions about whoever asks: nobody can choose that for himself. */
const ABOUT_CALLER =
  /^aws:(principalarn|principalaccount|principaltype|principalisawsservice|principalservicename|principalservicenameslist|userid|username|viaawsservice)$/;
const ABOUT_SOURCE = /^aws:source(arn|account|owner)$/;
const ABOUT_ORGANIZATION = /^aws:(principal|source)orgid$/;
const PASSES_WHEN_MISSING =
  /^(ForAnyValue:|ForAllValues:)?(Arn|Date|Numeric|String)Not|^NotIpAddress/;

/** Only they have an encryption context to say (KMS guide, conditions-kms). */
const WITH_ENCRYPTION_CONTEXT =
  /^kms:(CreateGrant|Decrypt|Encrypt|GenerateDataKey.*|ReEncrypt.*|RetireGrant)$/i;

export interface Attack {
  readonly config: WardenConfig;
  readonly action: string;
  /** The account of whoever asks, or for whom a service does. */
  readonly accountId: string;
  /** A service fills in what it acts for by itself; a caller says what he likes. */
  readonly byService: boolean;
}

/**
 * The best that a stranger can say in a request to meet a statement's conditions: all that is his to
 * say is as the statement wants it.
 */
export function bestContext(statement: Policy, attack: Attack): Readonly<Record<string, string>> {
  const said = conditionsIn(statement.Condition).flatMap(({ operator, key, values }) => {
    const value = PASSES_WHEN_MISSING.test(operator)
      ? undefined
      : bestValue({ operator, key: key.toLowerCase(), values }, attack);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(said);
}

interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

function bestValue({ operator, key, values }: Asked, attack: Attack): string | undefined {
  const { config, action, accountId, byService } = attack;
  const [first = ""] = values;
  if (ABOUT_CALLER.test(key) || ABOUT_SOURCE.test(key)) return undefined;
  // Of the organization he isn't; of any other he may be.
  if (ABOUT_ORGANIZATION.test(key)) return values.find((id) => id !== config.organization?.id);
  if (key.startsWith("kms:encryptioncontext") && !WITH_ENCRYPTION_CONTEXT.test(action)) {
    return undefined;
  }
  if (operator === "Null") return first === "true" ? undefined : "x";
  if (key === "kms:calleraccount") return accountId;
  const isAddress = operator.startsWith("IpAddress");
  if (isAddress) return first.split("/")[0];
  const value = exampleOf(first, accountId);
  return byService && accountOf(value) !== undefined ? inAccount(value, accountId) : value;
}

/** Accounts that a statement names, in its principals and its conditions. */
export function accountsNamed({ Principal, Condition }: Policy): readonly string[] {
  const asked = conditionsIn(Condition).filter(({ key }) =>
    /^aws:(source|principal)(account|arn)$/i.test(key),
  );
  const texts = [
    JSON.stringify(Principal ?? ""),
    JSON.stringify(asked.map(({ values }) => values)),
  ];
  return [...new Set(texts.join(" ").match(/(?<!\d)\d{12}(?!\d)/g) ?? [])];
}

/** ARNs of the stranger's account that look like those which a condition asks for. */
export const lookalikes = (
  statement: Policy,
  key: string,
  accountId: string,
): readonly string[] => [
  ...new Set(
    conditionsIn(statement.Condition)
      .filter((one) => one.key.toLowerCase() === key.toLowerCase())
      .flatMap(({ values }) => values)
      .filter((value) => value.startsWith("arn:"))
      .map((value) => inAccount(exampleOf(value, accountId), accountId)),
  ),
];
