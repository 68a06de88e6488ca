import path from "node:path";
import { packageRoot } from "../../config/package-root";
import { run } from "../run";
import { type Backstage, isHomeOf } from "./backstage";
import { planAll } from "./deploy";
import { attachedPolicies, denylistOf } from "./observe";
import { expectNoAlert, type Play } from "./play";

const REASON = "the rehearsal is over";

/** Lifts the first intruder's block as an operator would: by the command, in a process of its own. */
export async function liftBlock(play: Play): Promise<void> {
  const { recorder, guarded } = play;
  const { names, workload } = guarded;
  const [incident] = recorder.record.incidents;
  if (!incident) throw new Error("there was no incident whose block could be lifted");
  const operator = await play.operator(names.place.accountId);
  const release = ["--workload", workload.name, "--user-id", incident.userId, "--reason", REASON];
  const config = path.resolve(recorder.record.config);
  const warden = path.join(packageRoot(), "bin", "warden.mjs");
  const ran = await run(process.execPath, [warden, "release", ...release, "--config", config], {
    env: environmentOf(play, operator.credentials),
    signal: play.signal,
  });
  recorder.note("The command says", ran.stdout.trimEnd());

  const { userIds } = await denylistOf(operator.s3, names.bucket);
  recorder.check("The intruder is off the bucket's denylist", {
    ok: ran.code === 0 && !userIds.includes(incident.userId) && userIds.length > 1,
    expected: `exit 0, no ${incident.userId}, the other intruder still there`,
    found: `exit ${ran.code}${ran.stderr && `: ${ran.stderr}`}, ${userIds.join(", ")}`,
  });
  const attached = await attachedPolicies(operator, { arn: incident.principal });
  recorder.check("The quarantine policy is detached from the intruder", {
    ok: !attached.includes(names.quarantinePolicyArn),
    expected: `no ${names.quarantinePolicyArn}`,
    found: attached.join(", ") || "no policy attached",
  });
  await expectNoAlert(play, "Lifting a block raises no alert");
  const stacks = play.stacks.filter(isHomeOf(workload));
  await planAll({ ...play, stacks }, "after the release");
}

/** The caller's credentials and the emulator's address, and nothing of the user's own AWS. */
const environmentOf = (
  { emulator }: Backstage,
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL: emulator.url,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
});
