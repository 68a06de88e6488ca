import { type Answer, jsonAnswer } from "../answer";
import { type Call, type Gap, gapsOf, readJson } from "./gap";

interface Channel {
  readonly name: string;
  readonly s3BucketName: string;
}

/** Whether AWS Config could deliver; moto has no answer. Nothing but a missing bucket is noticed. */
export const deliveryChannelGaps = (): readonly Gap[] =>
  gapsOf("config", { DescribeDeliveryChannelStatus: channelStatus });

async function channelStatus(call: Call): Promise<Answer> {
  const { DeliveryChannelNames } = call.request.parameters;
  const found = await call.forward({
    headers: {
      ...call.request.headers,
      "x-amz-target": "StarlingDoveService.DescribeDeliveryChannels",
    },
    body: Buffer.from(JSON.stringify({ DeliveryChannelNames })),
  });
  if (found.status >= 300) return found;
  const { DeliveryChannels = [] } = readJson(found) as { DeliveryChannels?: readonly Channel[] };
  return jsonAnswer({
    DeliveryChannelsStatus: await Promise.all(
      DeliveryChannels.map((channel) => statusOf(channel, call)),
    ),
  });
}

async function statusOf({ name, s3BucketName }: Channel, { moto }: Call) {
  const { status } = await moto.s3("HEAD", `/${s3BucketName}`);
  const info =
    status === 404
      ? { lastStatus: "FAILURE", lastErrorCode: "NoSuchBucket" }
      : { lastStatus: "SUCCESS" };
  return { name, configSnapshotDeliveryInfo: info, configHistoryDeliveryInfo: info };
}
