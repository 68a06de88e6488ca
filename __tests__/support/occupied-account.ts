import { CreateServiceLinkedRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { type Access, clientsFor } from "../../cli/rehearse/clients";
import { LINKED_SERVICES } from "../../config/existing-schema";

interface ApiCall {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  /** Services of one path name the call in a header. */
  readonly target?: string;
  readonly body?: unknown;
}

/** A call of a service whose client is no dependency of this package. */
export async function callApi(access: Access, call: ApiCall): Promise<Record<string, unknown>> {
  const { service, method = "POST", path = "/", target, body = {} } = call;
  const { accessKeyId } = access.credentials;
  const credential = `${accessKeyId}/20260101/${access.region}/${service}/aws4_request`;
  const response = await fetch(`${access.endpoint}${path}`, {
    method,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
      ...(target && { "x-amz-target": target }),
    },
    ...(method !== "GET" && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${target ?? path}: ${response.status} ${text}`);
  return JSON.parse(text || "{}") as Record<string, unknown>;
}

const CONFIG = { service: "config", prefix: "StarlingDoveService" };
export const callConfig = (access: Access, action: string, body: unknown = {}) =>
  callApi(access, { ...CONFIG, target: `${CONFIG.prefix}.${action}`, body });

/** Makes what an account may have had for years, by hand and with other settings than ours. */
export async function occupy(access: Access): Promise<{ readonly detectorId: string }> {
  const { iam } = clientsFor(access);
  for (const service of LINKED_SERVICES) {
    const AWSServiceName = `${service}.amazonaws.com`;
    const Description = `A role that ${service} made itself`;
    await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, Description }));
  }
  await callConfig(access, "PutConfigurationRecorder", {
    ConfigurationRecorder: {
      name: "default",
      roleARN: "arn:aws:iam::222222222222:role/by-hand",
      recordingGroup: {
        resourceTypes: ["AWS::S3::Bucket"],
        recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" },
      },
    },
  });
  await callConfig(access, "PutDeliveryChannel", {
    DeliveryChannel: { name: "old-channel", s3BucketName: "somebody-elses-logs" },
  });
  await callApi(access, { service: "securityhub", path: "/accounts" });
  const macie = { findingPublishingFrequency: "SIX_HOURS", status: "ENABLED" };
  await callApi(access, { service: "macie2", path: "/macie", body: macie });
  const detector = await callApi(access, {
    service: "guardduty",
    path: "/detector",
    body: { enable: true, findingPublishingFrequency: "SIX_HOURS" },
  });
  return { detectorId: String(detector.detectorId) };
}

/** The single resources of the account, as their services tell of them. */
export async function inventory(access: Access) {
  const get = (service: string, path: string) => callApi(access, { service, method: "GET", path });
  const { detectorIds } = await get("guardduty", "/detector");
  const recorders = await callConfig(access, "DescribeConfigurationRecorders");
  const channels = await callConfig(access, "DescribeDeliveryChannels");
  const { Role } = await clientsFor(access).iam.send(
    new GetRoleCommand({ RoleName: "AWSServiceRoleForConfig" }),
  );
  const names = (found: unknown) => (found as { name: string }[]).map(({ name }) => name);
  return {
    detectorIds,
    recorders: names(recorders.ConfigurationRecorders),
    channels: names(channels.DeliveryChannels),
    roleDescription: Role?.Description,
    hub: (await get("securityhub", "/accounts")).HubArn,
    macieFrequency: (await get("macie2", "/macie")).findingPublishingFrequency,
  };
}
