import { type ServedCall } from "../../../emulator";
import { iamArn, partitionOf } from "../../../config/names";
import { type Backstage } from "../backstage";
import { type Inbox, openInbox } from "../inbox";
import { carry } from "./carry";
import { type Seen, seenIn } from "./seen";

/** Between S3 and the responder there is AWS: while this is begun, its events travel. */
export interface Live {
  /** For the emulator, which sees the calls. */
  readonly onCall: (call: ServedCall) => void;
  /** From now on whoever isn't the deployment role is judged, and every call is told of. */
  begin(backstage: Backstage): void;
  /** Settles when all that was called until now is delivered. */
  settled(): Promise<void>;
  end(): Promise<void>;
}

export function liveEvents(): Live {
  let stage: Backstage | undefined;
  let work = Promise.resolve();
  return {
    onCall: (call) => {
      const backstage = stage;
      const seen = backstage && seenIn(call);
      if (!backstage || !seen) return;
      work = work
        .then(() => tell(backstage, seen))
        .catch((error: unknown) => {
          backstage.recorder.fail(`${seen.what.eventName} could not be told of`, String(error));
        });
    },
    begin: (backstage) => {
      backstage.emulator.enforceAllBut(deploymentRoles(backstage));
      stage = backstage;
    },
    settled: () => work,
    end: async () => {
      stage = undefined;
      await work;
    },
  };
}

/** The inbox is there as long as an event is on its way: the doctor would tell of it. */
async function tell(backstage: Backstage, seen: Seen): Promise<void> {
  const { recorder } = backstage;
  let inbox: Inbox | undefined;
  try {
    // Before that there may be no topic to read from.
    await carry(backstage, seen, async () => (inbox ??= await openInbox(backstage)));
    for (const alert of (await inbox?.read()) ?? []) {
      recorder.record.alerts.push(alert);
      recorder.note(`The security team reads: ${alert.subject}`, alert.text.trimEnd());
    }
  } finally {
    await inbox?.close();
  }
}

function deploymentRoles({ config }: Backstage): string[] {
  const { homeRegion: region, organization, auditAccount, workloads, deploymentRole } = config;
  const ids = [auditAccount.id, ...workloads.map(({ accountId }) => accountId)];
  if (organization) ids.push(organization.managementAccountId);
  const partition = partitionOf(region);
  return ids.map((accountId) => iamArn({ partition, accountId, region }, `role/${deploymentRole}`));
}
