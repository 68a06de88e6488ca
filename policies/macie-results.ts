import { arn, type Place } from "../config/names";
import { type Statement } from "./document";
import { THIS_KEY } from "./keys";

export interface MacieResultsProps {
  readonly place: Place;
  /** Accounts whose Macie exports what its jobs find. */
  readonly accountIds: readonly string[];
}

/** Lets Macie of the named accounts keep its jobs' results (Macie guide, discovery-results-repository-s3). */
export const macieResultsPolicy = (bucketArn: string, props: MacieResultsProps): Statement[] => [
  {
    Sid: "MacieLocatesBucket",
    Effect: "Allow",
    Principal: MACIE,
    Action: "s3:GetBucketLocation",
    Resource: bucketArn,
    Condition: from(props),
  },
  {
    Sid: "MacieDelivers",
    Effect: "Allow",
    Principal: MACIE,
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: from(props),
  },
];

export const macieUsesKey = (props: MacieResultsProps): Statement => ({
  Sid: "MacieEncrypts",
  Effect: "Allow",
  Principal: MACIE,
  Action: ["kms:Encrypt", "kms:GenerateDataKey"],
  Resource: THIS_KEY,
  Condition: from(props),
});

const MACIE = { Service: "macie.amazonaws.com" };

/** Macie names the export's settings when they are tried, and the job when it delivers. */
const from = ({ place, accountIds }: MacieResultsProps): NonNullable<Statement["Condition"]> => ({
  StringEquals: { "aws:SourceAccount": accountIds },
  ArnLike: {
    "aws:SourceArn": ["export-configuration:*", "classification-job/*"].map((resource) =>
      arn("macie2", { ...place, accountId: "*" }, resource),
    ),
  },
});
