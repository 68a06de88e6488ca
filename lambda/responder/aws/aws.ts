import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { denylistPorts } from "./aws-denylist";
import { filer } from "./aws-finding";
import { objectPorts } from "./aws-objects";
import { policyPorts } from "./aws-policy";
import { publisher } from "./aws-publish";
import { attacher } from "./aws-quarantine";
import { ledgerTable } from "./aws-table";
import { uploadPorts } from "./aws-uploads";
import { type Ports } from "../handler";
import { type ResponderSettings } from "../settings";

/** A call that hangs must fail, and be tried again, while there is time left to alert. */
const CLIENT = {
  maxAttempts: 3,
  // Without the last one a request that hangs is only logged.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** What talks to AWS, in this and the `aws-` files only: expected refusals become answers. */
export function makePorts(settings: ResponderSettings): Ports {
  const s3 = new S3Client(CLIENT);
  const dynamodb = new DynamoDBClient(CLIENT);
  return {
    ...objectPorts(s3, settings),
    ...uploadPorts(s3, settings),
    ...policyPorts(s3, settings),
    ...denylistPorts(dynamodb, settings.ledgerTable),
    table: ledgerTable(dynamodb, settings.ledgerTable),
    attachQuarantine: attacher(settings.quarantinePolicyArn, CLIENT),
    file: filer(CLIENT),
    publish: publisher(settings.alertsTopicArn, CLIENT),
    now: () => new Date(),
    log: (entry) => {
      console.log(JSON.stringify(entry));
    },
  };
}
