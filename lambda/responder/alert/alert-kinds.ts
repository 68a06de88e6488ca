import { bucketLink, eventLink, principalLinks } from "./alert-links";
import { whoLines } from "./alert-principal";
import { ending, layOut, type Section, whereLines } from "./alert-text";
import {
  type DeniedAlert,
  type DeniedAttempts,
  type Place,
  type RestorationAlert,
  type RestoredBlocks,
  type Summary,
  type SummaryAlert,
} from "./alert-types";
import { quote, shellWord } from "./quote";
import { known } from "../events/reading";

export const placeFields = ({ accountId, accountName, region }: Place) => ({
  schema: "bucket-warden/alert/1" as const,
  account: { id: accountId, name: accountName },
  region,
});

const incidentsCommand = (place: Place, options: string) =>
  `npx warden incidents --workload ${shellWord(place.accountName)} ${options}`;

/** Ends a flood: what no alert of its own told of. */
export function summaryAlert(summary: Summary, place: Place): SummaryAlert {
  const { id, bucket, uploads, told, since, until } = summary;
  const alert = {
    ...placeFields(place),
    kind: "summary",
    incident: id,
    severity: "HIGH",
    title: `${uploads} uploads to ${bucket} in one episode, which is over`,
    bucket,
    time: until,
    nextStep: "Go through the incidents that no alert of their own told of: each has its record.",
    commands: [incidentsCommand(place, `--since ${shellWord(since)}`)],
    links: [bucketLink(place.region, bucket)],
    ...{ uploads, told, since, until },
  } as const;
  const facts = [
    `Uploads: ${uploads}, of which ${told} were told of one by one`,
    `From: ${quote(since)} to ${quote(until)}`,
  ];
  return withText(alert, "A flood of uploads by writers who may not do so is over.", [
    ["What happened:", [...whereLines(alert), ...facts]],
  ]);
}

/** Refused uploads from which the severity is HIGH. */
const MANY = 100;

/** Somebody keeps trying: nothing was created. */
export function deniedAlert({ id, last, count, since }: DeniedAttempts, place: Place): DeniedAlert {
  const { bucket, key, principal, sourceIp, how, error, time } = last;
  const alert = {
    ...placeFields(place),
    kind: "denied-attempts",
    incident: id,
    severity: count >= MANY ? "HIGH" : "MEDIUM",
    title: `${count} refused uploads to ${bucket}`,
    bucket,
    time,
    nextStep:
      "Nothing was created. Find out why this caller tries; if it should write, make it an " +
      "allowed uploader.",
    commands: [],
    links: principalLinks(place.region, principal),
    ...{ key, principal, how, error, count, since, ...known({ sourceIp }) },
  } as const;
  const facts = [
    `Refused: ${count}, since ${quote(since)}`,
    `Last: ${quote(time)}, by ${quote(how)}, answered ${quote(error)}`,
    `Key: ${quote(key)}`,
    `From: ${sourceIp ? quote(sourceIp) : "not known"}`,
  ];
  return withText(alert, "Somebody keeps trying to upload into a guarded bucket.", [
    ["What happened:", [...whereLines(alert), ...facts]],
    ["Who tried last:", whoLines(principal)],
  ]);
}

/** The bucket policy as people change it; anything else was found by looking. */
const POLICY_CALLS: readonly string[] = ["PutBucketPolicy", "DeleteBucketPolicy"];

/** Blocks were out of force for a while, whoever did it. */
export function restorationAlert(
  { id, lifted, cause }: RestoredBlocks,
  bucket: string,
  place: Place,
): RestorationAlert {
  const { principal, time, call, eventId } = cause;
  const { region } = place;
  const alert = {
    ...placeFields(place),
    kind: "restoration",
    incident: id,
    severity: "CRITICAL",
    title: `blocks had been lifted on ${bucket}, ${lifted.length} put back`,
    bucket,
    time,
    nextStep:
      "The blocks are in force again. Find out who could change the bucket policy and why they " +
      "did; look at what was uploaded meanwhile. To lift a block for good, release it.",
    commands: [incidentsCommand(place, "--blocked")],
    links: [
      ...(POLICY_CALLS.includes(call) ? [eventLink(region, eventId)] : []),
      ...(principal ? principalLinks(region, principal) : []),
      bucketLink(region, bucket),
    ],
    ...{ lifted, cause },
  } as const;
  return withText(alert, "Blocks had been taken out of the policy of a guarded bucket.", [
    ["What happened:", [...whereLines(alert), `When: ${quote(time)}, by ${quote(call)}`]],
    ["Who did it:", principal ? whoLines(principal) : ["not known"]],
    ["Blocks that had been lifted, and are back:", lifted.map(quote)],
  ]);
}

/** The text is made of what the alert says, so that both say the same. */
function withText<A extends Parameters<typeof ending>[0]>(
  alert: A,
  opening: string,
  sections: readonly Section[],
): A & { readonly text: string } {
  return { ...alert, text: layOut(opening, [...sections, ...ending(alert)]) };
}
