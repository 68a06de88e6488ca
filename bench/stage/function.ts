import { readFileSync } from "node:fs";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { buildResponderArchive } from "../../constructs/responder-archive";
import {
  type Fleet,
  type LambdaOptions,
  type LambdaProcess,
  startFleet,
  startLambda,
} from "../../emulator";
import { type ResponderSettings, toEnvironment } from "../../lambda/responder/settings";
import { type Access } from "../../cli/rehearse/clients";
import { type Audit } from "./audit";
import { type StageParts } from "./parts";
import { type GuardedWorkload } from "./workload";

export interface Deployed {
  readonly audit: Audit;
  readonly guarded: GuardedWorkload;
}

export interface DeployOptions {
  /** Reserved concurrency. */
  readonly concurrency: number;
  /** The function's time for one event. @default 60 */
  readonly timeoutSeconds?: number;
  readonly onLog?: (line: string) => void;
  /** Where the function finds AWS. @default the emulator */
  readonly endpoint?: string;
  /** How an environment is started. @default startLambda */
  readonly start?: (options: LambdaOptions) => Promise<LambdaProcess>;
}

/** The archive that is deployed, with the environment and the role that the stacks give it. */
export async function deployResponder(
  parts: StageParts,
  { audit, guarded }: Deployed,
  options: DeployOptions,
): Promise<Fleet> {
  const { start = startLambda } = options;
  const { names } = guarded;
  const archive = new Uint8Array(readFileSync(buildResponderArchive().path));
  const { sqs } = parts.clients(await parts.access(names.responderRoleArn, names.responder));
  const startEnvironment = async () => {
    const access = await parts.access(names.responderRoleArn, names.responder);
    const environment = await start({
      archive,
      handler: "index.handler",
      functionName: names.responder,
      timeoutSeconds: options.timeoutSeconds ?? 60,
      environment: environmentOf(
        { audit, guarded },
        { ...access, endpoint: options.endpoint ?? access.endpoint },
      ),
      ...(options.onLog && { onLog: options.onLog }),
    });
    parts.emulator.faults.mortal(access.credentials.accessKeyId, () => {
      environment.kill();
    });
    return environment;
  };
  return startFleet({
    functionArn: names.responderArn,
    concurrency: options.concurrency,
    startEnvironment,
    // Nobody waits a minute here; the function's clock is put ahead by what is left out.
    millisecondsPerSecond: 10,
    onFailure: async (record) => {
      const MessageBody = JSON.stringify(record);
      await sqs.send(new SendMessageCommand({ QueueUrl: guarded.failuresQueueUrl, MessageBody }));
    },
  });
}

/** The function's whole environment: its settings, and what Lambda adds for the SDK. */
export const environmentOf = (
  { audit, guarded }: Deployed,
  { endpoint, region, credentials }: Access,
): Record<string, string> => ({
  ...toEnvironment(settingsOf(audit, guarded)),
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
  AWS_ENDPOINT_URL: endpoint,
});

const settingsOf = (
  audit: Audit,
  { names, workload, responderRoleId, uploaderRoleId, sparedArns }: GuardedWorkload,
): ResponderSettings => ({
  bucket: names.bucket,
  accountId: names.place.accountId,
  accountName: workload.name,
  ledgerTable: names.ledgerTable,
  alertsTopicArn: audit.names.alertsTopicArn,
  quarantinePolicyArn: names.quarantinePolicyArn,
  responseMode: workload.responseMode,
  ownUserId: `${responderRoleId}:*`,
  allowedUserIds: [`${uploaderRoleId}:*`],
  neverBlockedUserIds: [],
  sparedArns,
  deniedAttemptsThreshold: 10,
});
