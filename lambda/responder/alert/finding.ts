import { createHash } from "node:crypto";
import { partitionOf } from "./alert-links";
import { whoInShort } from "./alert-principal";
import { inShort, type Severity, severityOf } from "./alert-steps";
import { nextStep, title } from "./alert-text";
import { type Place, type Told } from "./alert-types";
import { STEPS, type Steps } from "../outcome";
import { clip, quote, urlPart } from "./quote";
import { known } from "../events/reading";
import { type Principal, type Upload } from "../events/upload";

/**
 * A finding in AWS Security Finding Format, as far as an incident fills it. Limits are AWS's
 * (API_AwsSecurityFinding); texts are cut by bytes, so that they hold however AWS counts.
 */
export interface SecurityFinding {
  readonly SchemaVersion: "2018-10-08";
  readonly Id: string;
  readonly ProductArn: string;
  /** May be set because the product is a custom integration. */
  readonly ProductName: string;
  readonly CompanyName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  /** Ours to update; the fields of the same names at the top belong to whoever investigates. */
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: Severity };
    readonly Types: readonly string[];
  };
  readonly Title: string;
  readonly Description: string;
  readonly Remediation: { readonly Recommendation: { readonly Text: string } };
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Resources: readonly FindingResource[];
  /** Counts for a new finding only: Security Hub leaves the workflow of a known one alone. */
  readonly Workflow: { readonly Status: "NEW" };
  readonly RecordState: "ACTIVE";
}

export interface FindingResource {
  readonly Type: "AwsS3Bucket" | "AwsS3Object" | "AwsIamUser" | "AwsIamRole" | "Other";
  readonly Id: string;
  readonly Partition: string;
  readonly Region: string;
  readonly Details?: { readonly AwsS3Object: Readonly<Record<string, string>> };
}

/** Also what a rule can tell our findings by. */
export const GENERATOR = "bucket-warden";
export const PRODUCT = "Bucket Warden";
const TYPES: readonly string[] = ["Unusual Behaviors/Data/UnauthorizedUpload"];

const LIMIT = {
  id: 512,
  title: 256,
  description: 1_024,
  recommendation: 512,
  field: 2_048,
} as const;

/** One incident is one finding, however often it is filed: the same `Id` updates it. */
export function toFinding(told: Told, place: Place, now: Date): SecurityFinding {
  const { upload, steps, late } = told;
  const { accountId, region } = place;
  const partition = partitionOf(region).name;
  return {
    SchemaVersion: "2018-10-08",
    Id: findingId(told, place),
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    ProductName: PRODUCT,
    CompanyName: PRODUCT,
    GeneratorId: GENERATOR,
    AwsAccountId: accountId,
    CreatedAt: timestamp(upload.time) ?? now.toISOString(),
    UpdatedAt: now.toISOString(),
    FindingProviderFields: { Severity: { Label: severityOf(steps, late) }, Types: TYPES },
    Title: clip(title(told), LIMIT.title),
    Description: clip(describe(told), LIMIT.description),
    Remediation: {
      Recommendation: { Text: clip(nextStep(told, region), LIMIT.recommendation) },
    },
    ProductFields: productFields(told),
    Resources: resources(upload, { Partition: partition, Region: region }),
    Workflow: { Status: "NEW" },
    RecordState: "ACTIVE",
  };
}

/** An id that AWS wouldn't take is hashed, not cut: two that begin alike must not become one. */
function findingId({ id }: Told, { accountId, region }: Place): string {
  const whole = `${region}/${accountId}/${GENERATOR}/${id}`;
  if (whole.length <= LIMIT.id && /^[\x20-\x7e]*$/.test(whole)) return whole;
  const digest = createHash("sha256").update(id).digest("hex");
  return `${region}/${accountId}/${GENERATOR}/${digest}`;
}

function timestamp(time: string): string | undefined {
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** The key last: it may be long, and what is cut off is in the alert and in the ledger. */
function describe({ upload, steps }: Told): string {
  const { bucket, key, principal, sourceIp, how, time } = upload;
  const from = sourceIp === undefined ? "an unknown address" : quote(sourceIp);
  return [
    `Somebody who may not do so uploaded an object into the guarded bucket ${quote(bucket)}`,
    `by ${quote(how)} at ${quote(time)}: ${inShort(steps)}.`,
    `Writer: ${clip(whoInShort(principal), LIMIT.description / 2)}, from ${from}.`,
    `Key: ${quote(key)}`,
  ].join(" ");
}

/** Flat texts under a prefix of ours; AWS takes 50, of which an incident fills less than 40. */
function productFields({ id, stage, late, upload, steps }: Told): Readonly<Record<string, string>> {
  const { key, versionId, sourceIp, how, authentication, principal } = upload;
  const { kind, userId } = principal;
  const facts = {
    ...{ incident: id, stage, late: String(late), key, how, principalKind: kind, userId },
    ...known({ versionId, sourceIp, authentication }),
    ...stepFields(steps),
  };
  return said(
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [`${GENERATOR}/${name}`, value] as const),
    ),
  );
}

/** AWS shows values as they are, and refuses one that is all blank. */
const said = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, clip(visible(value), LIMIT.field)] as const)
      .filter(([, value]) => value.trim() !== ""),
  );

const visible = (value: string) => quote(value).slice(1, -1);

const stepFields = (steps: Steps): Readonly<Record<string, string>> =>
  Object.fromEntries(
    STEPS.flatMap((step) =>
      Object.entries(steps[step]).map(([name, value]) => [
        name === "status" ? step : `${step}/${name}`,
        String(value),
      ]),
    ),
  );

type Location = Pick<FindingResource, "Partition" | "Region">;

function resources(upload: Upload, location: Location): FindingResource[] {
  const { bucket, key, versionId, etag, principal } = upload;
  const bucketArn = `arn:${location.Partition}:s3:::${bucket}`;
  const details = said(known({ VersionId: versionId, ETag: etag }));
  const named: readonly Omit<FindingResource, keyof Location>[] = [
    { Type: "AwsS3Bucket", Id: bucketArn },
    {
      Type: "AwsS3Object",
      Id: `${bucketArn}/${key.split("/").map(urlPart).join("/")}`,
      ...(Object.keys(details).length > 0 && { Details: { AwsS3Object: details } }),
    },
    ...writer(principal),
  ];
  return named
    .map((resource) => ({ ...resource, Id: clip(resource.Id, LIMIT.id), ...location }))
    .filter(({ Id }) => Id.trim() !== "");
}

/** The IAM user or role where the event names it, otherwise the id that it does name. */
function writer(principal: Principal): readonly Pick<FindingResource, "Type" | "Id">[] {
  const { kind, userId } = principal;
  const issuer = kind === "federated" ? principal.issuer?.arn : undefined;
  const userArn = kind === "user" ? principal.arn : issuer;
  if (userArn !== undefined) return [{ Type: "AwsIamUser", Id: visible(userArn) }];
  if (kind === "role-session") return [{ Type: "AwsIamRole", Id: visible(principal.roleArn) }];
  return [{ Type: "Other", Id: visible(userId) }];
}
