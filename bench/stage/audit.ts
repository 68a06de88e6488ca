import { CreateTopicCommand, SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { auditNames } from "../../config/names";
import { type WardenConfig } from "../../config/schema";
import { auditDocuments } from "../../policies/audit-documents";
import { policyJson } from "../../policies/document";
import { type Access } from "../../cli/rehearse/clients";
import { createKey, stageClients } from "./clients";
import { type Inbox, openInbox } from "./inbox";

export interface Audit {
  readonly names: ReturnType<typeof auditNames>;
  readonly alertsKeyArn: string;
  readonly inbox: Inbox;
}

/** The audit account's part: the encrypted topic, and somebody who reads it. */
export async function buildAudit(config: WardenConfig, access: Access): Promise<Audit> {
  const names = auditNames(config);
  const documents = auditDocuments(config);
  const { sns, sqs } = stageClients(access);
  const alertsKeyArn = await createKey(access, policyJson(documents.alertsKey));
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: names.alertsTopic }));
  const attributes = {
    KmsMasterKeyId: alertsKeyArn,
    Policy: policyJson(documents.alertsTopic),
  };
  for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  }
  return { names, alertsKeyArn, inbox: await openInbox({ sns, sqs, TopicArn }) };
}
