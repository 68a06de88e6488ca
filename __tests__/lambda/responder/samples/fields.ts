import { copyObject, objectCreated, policyCall, preflight, testEvent } from "./calls";
import { federatedIdentity } from "./principals";
import { notification } from "../fixtures";

/**
 * Fields of public records, looked up one by one: a sample that lacks one is not what AWS sends.
 * Only names are kept here, the records themselves stay where they are.
 */
export const PUBLIC_FIELDS: readonly {
  readonly source: string;
  readonly sample: unknown;
  readonly paths: readonly string[];
}[] = [
  {
    source:
      "elastic/integrations@8431b80 packages/aws/data_stream/cloudtrail/_dev/test/pipeline/test-copy-object-json.log",
    sample: copyObject.detail,
    paths: [
      "eventVersion",
      "userIdentity.type",
      "userIdentity.principalId",
      "userIdentity.arn",
      "userIdentity.accountId",
      "userIdentity.accessKeyId",
      "userIdentity.userName",
      "eventTime",
      "eventSource",
      "eventName",
      "awsRegion",
      "sourceIPAddress",
      "userAgent",
      "requestParameters.bucketName",
      "requestParameters.Host",
      "requestParameters.x-amz-copy-source",
      "requestParameters.key",
      "responseElements.x-amz-server-side-encryption",
      "additionalEventData.SignatureVersion",
      "additionalEventData.CipherSuite",
      "additionalEventData.bytesTransferredIn",
      "additionalEventData.AuthenticationMethod",
      "additionalEventData.x-amz-id-2",
      "additionalEventData.bytesTransferredOut",
      "requestID",
      "eventID",
      "readOnly",
      "resources.0.type",
      "resources.0.ARN",
      "resources.1.accountId",
      "resources.2.ARN",
      "eventType",
      "recipientAccountId",
      "eventCategory",
      "tlsDetails.tlsVersion",
      "tlsDetails.cipherSuite",
      "tlsDetails.clientProvidedHostHeader",
    ],
  },
  {
    source: "a public training log of an upload by the console (bucket wareville-care4wares)",
    sample: preflight.detail,
    paths: [
      "userIdentity.type",
      "userIdentity.principalId",
      "userIdentity.accountId",
      "requestParameters.bucketName",
      "requestParameters.Host",
      "requestParameters.key",
      "responseElements",
      "managementEvent",
    ],
  },
  {
    source:
      "DataDog/stratus-red-team@2187522 docs/detonation-logs/aws.persistence.sts-federation-token.json",
    sample: federatedIdentity,
    paths: [
      "type",
      "principalId",
      "arn",
      "accountId",
      "accessKeyId",
      "sessionContext.attributes.creationDate",
      "sessionContext.attributes.mfaAuthenticated",
      "sessionContext.sessionIssuer.type",
      "sessionContext.sessionIssuer.principalId",
      "sessionContext.sessionIssuer.arn",
      "sessionContext.sessionIssuer.accountId",
      "sessionContext.sessionIssuer.userName",
      "sessionContext.webIdFederationData",
    ],
  },
  {
    source: "a public detection exercise on S3 bucket policies (bucket stratus-red-team-bdbp-…)",
    sample: policyCall("PutBucketPolicy").detail,
    paths: [
      "additionalEventData.AuthenticationMethod",
      "eventCategory",
      "eventID",
      "managementEvent",
      "requestID",
      "requestParameters.Host",
      "requestParameters.bucketName",
    ],
  },
  {
    source:
      "aws-powertools/powertools-lambda-typescript@c14c7b3 packages/parser/tests/events/s3/s3-lifecycle-event.json",
    sample: notification({}),
    paths: [
      "eventVersion",
      "eventSource",
      "awsRegion",
      "eventTime",
      "eventName",
      "userIdentity.principalId",
      "requestParameters.sourceIPAddress",
      "responseElements.x-amz-request-id",
      "responseElements.x-amz-id-2",
      "s3.s3SchemaVersion",
      "s3.configurationId",
      "s3.bucket.name",
      "s3.bucket.ownerIdentity.principalId",
      "s3.bucket.arn",
      "s3.object.key",
      "s3.object.sequencer",
    ],
  },
  {
    source: "the body of a queue's message in tests of several parsers (owner A1YQ72UWCM96UF)",
    sample: notification({}),
    paths: ["s3.object.size", "s3.object.eTag", "s3.object.versionId"],
  },
  {
    source:
      "aws-powertools/powertools-lambda-typescript@f55405a packages/parser/tests/events/s3/s3EventBridgeNotificationObjectCreatedEvent.json",
    sample: objectCreated,
    paths: [
      "detail-type",
      "source",
      "detail.bucket.name",
      "detail.object.key",
      "detail.object.size",
      "detail.object.etag",
      "detail.object.sequencer",
      "detail.request-id",
      "detail.requester",
      "detail.source-ip-address",
      "detail.reason",
    ],
  },
  {
    source: "awsdocs/amazon-s3-userguide doc_source/notification-content-structure.md",
    sample: testEvent,
    paths: ["Service", "Event", "Time", "Bucket", "RequestId", "HostId"],
  },
];

/** Whether the value has something, be it null, at the dotted path. */
export function hasPath(value: unknown, dotted: string): boolean {
  const found = dotted.split(".").reduce<unknown>((at, name) => {
    const isBranch = typeof at === "object" && at !== null && name in at;
    return isBranch ? (at as Record<string, unknown>)[name] : undefined;
  }, value);
  return found !== undefined;
}
