import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Access, clientsFor } from "../../cli/rehearse/clients";

export type StageClients = ReturnType<typeof stageClients>;

/** AWS as the owner of these credentials sees it, the ledger's service too. */
export function stageClients(access: Access) {
  return { ...clientsFor(access), dynamodb: new DynamoDBClient({ ...access, maxAttempts: 1 }) };
}

/** A key of KMS; its client is no dependency of this package, and one call needs none. */
export async function createKey(access: Access, policy: string): Promise<string> {
  const { accessKeyId } = access.credentials;
  const response = await fetch(access.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "TrentService.CreateKey",
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${access.region}/kms/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ Policy: policy }),
  });
  const { KeyMetadata } = (await response.json()) as { KeyMetadata: { Arn: string } };
  return KeyMetadata.Arn;
}
