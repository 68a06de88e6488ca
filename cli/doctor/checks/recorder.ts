import {
  type ConfigurationRecorderStatus,
  type DeliveryChannelStatus,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelStatusCommand,
} from "@aws-sdk/client-config-service";
import { type Check, text } from "../check";
import { type Problem } from "../finding";

export const recorderCheck: Check = {
  id: "recorder",
  type: "aws_config_configuration_recorder",
  subject: ({ resource }) => text(resource, "name"),
  examine: async ({ resource, clients: { config } }) => {
    const name = text(resource, "name");
    const { ConfigurationRecordersStatus: [status] = [] } = await config.send(
      new DescribeConfigurationRecorderStatusCommand({ ConfigurationRecorderNames: [name] }),
    );
    return recorderProblems(name, status ?? {});
  },
};

/** AWS gives the statuses in other letters than its reference does. */
const isFailure = (status: string | undefined): boolean => status?.toUpperCase() === "FAILURE";

/** `Pending` is no fault: a recorder is, for a while after each change. */
export function recorderProblems(
  name: string,
  { recording, lastStatus, lastErrorCode, lastErrorMessage }: ConfigurationRecorderStatus,
): readonly Problem[] {
  const start = `aws configservice start-configuration-recorder --configuration-recorder-name ${name}`;
  return [
    ...(recording
      ? []
      : [{ what: "it doesn't record", remedy: `${start}, and find out who stopped it` }]),
    ...(isFailure(lastStatus)
      ? [
          {
            what: `its last recording failed: ${lastErrorCode ?? ""} ${lastErrorMessage ?? ""}`.trim(),
            remedy: "let AWSServiceRoleForConfig do what failed, then stop and start the recorder",
          },
        ]
      : []),
  ];
}

export const channelCheck: Check = {
  id: "delivery-channel",
  type: "aws_config_delivery_channel",
  subject: ({ resource }) => text(resource, "name"),
  examine: async ({ resource, clients: { config } }) => {
    const { DeliveryChannelsStatus: [status] = [] } = await config.send(
      new DescribeDeliveryChannelStatusCommand({
        DeliveryChannelNames: [text(resource, "name")],
      }),
    );
    return channelProblems(status ?? {});
  },
};

const FILES = {
  configSnapshotDeliveryInfo: "snapshots",
  configHistoryDeliveryInfo: "history files",
} as const satisfies Partial<Record<keyof DeliveryChannelStatus, string>>;

export const channelProblems = (status: DeliveryChannelStatus): readonly Problem[] =>
  Object.entries(FILES).flatMap(([field, files]) => {
    const info = status[field as keyof typeof FILES];
    if (!isFailure(info?.lastStatus)) return [];
    const error = [info?.lastErrorCode, info?.lastErrorMessage].filter(Boolean).join(" ");
    return [
      {
        what: `${files} don't reach the bucket: ${error}`,
        remedy: "mend the policies of the audit account's Config archive and of its logs key",
      },
    ];
  });
