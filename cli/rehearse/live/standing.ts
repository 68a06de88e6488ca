import { rmSync } from "node:fs";
import { type Output } from "../../progress/paint";
import { guardedOf } from "../backstage";
import { type Stage } from "../stage";
import { type Live } from "./live";
import { PROFILES, writeProfiles } from "./profiles";

export interface Standing {
  readonly live: Live;
  /** Ours to write to. */
  readonly folder: string;
  readonly output: Output;
}

/** Leaves everything standing for a person to try, until they have seen enough. */
export async function standing(stage: Stage, { live, folder, output }: Standing): Promise<void> {
  const file = await writeProfiles(stage, guardedOf(stage.config), folder);
  live.begin(stage);
  output.write(invitation(stage, file));
  // A listener alone doesn't keep the process alive, but the emulator does.
  await new Promise<void>((resolve) => {
    if (stage.signal.aborted) resolve();
    stage.signal.addEventListener("abort", () => {
      resolve();
    });
  });
  await live.end();
  rmSync(file);
}

/** What to type in the other terminal. */
export function invitation(
  { config, emulator, stacks }: Pick<Stage, "config" | "emulator" | "stacks">,
  profiles: string,
): string {
  const { workload, names } = guardedOf(config);
  const object = `s3://${names.bucket}/mine.txt`;
  const upload = (who: string) => `aws --profile ${who} s3 cp README.md ${object}`;
  const warden = `AWS_PROFILE=${workload.name} npm run warden --`;
  const known = [PROFILES.audit, ...config.workloads.map(({ name }) => name)];
  return [
    "",
    `Everything is left standing at ${emulator.url}. In another terminal:`,
    "  unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
    `  export AWS_ENDPOINT_URL=${emulator.url} AWS_REGION=${config.homeRegion}`,
    // Terraform's provider asks STS itself for a profile's role, unless this says otherwise.
    `  export AWS_ENDPOINT_URL_STS=${emulator.url}`,
    `  export AWS_CONFIG_FILE=${profiles} AWS_SHARED_CREDENTIALS_FILE=/dev/null`,
    `An intruder (S3's and CloudTrail's events travel; what comes of them is told here):`,
    `  ${upload(PROFILES.intruder)}`,
    "An allowed uploader:",
    `  ${upload(PROFILES.uploader)}`,
    `The operators of the accounts are the profiles ${known.join(", ")}:`,
    `  ${warden} incidents --workload ${workload.name} --blocked`,
    `  ${warden} release --workload ${workload.name} --user-id AIDA… --reason 'a try'`,
    ...stacks.map(({ directory }) => `  terraform -chdir=${directory} plan`),
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}
