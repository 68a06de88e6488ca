import { ConfirmSubscriptionCommand } from "@aws-sdk/client-sns";
import { flockOf } from "../doctor/canary/flock";
import { sendCanaries } from "../doctor/canary/send";
import { type ClientsAt, doctorClients } from "../doctor/clients";
import { examine, type Patient } from "../doctor/examine";
import { type Finding } from "../doctor/finding";
import { type Say } from "../progress/progress";
import { alertTopicArns, auditNames } from "../../config/names";
import { readStack } from "../../stacks/read-stack";
import { newAlerts, type Play } from "./play";

/** The emulator delivers before it answers: what isn't there by then doesn't come. */
const PATIENCE_SECONDS = 2;

/** `warden doctor --canary` on what Terraform deployed: after the readers have confirmed, all is fine. */
export async function checkUp(play: Play, say: Say): Promise<void> {
  const mails = play.config.auditAccount.subscriptions.filter(({ protocol }) =>
    protocol.startsWith("email"),
  );
  const { findings: waiting, strangers } = await look(play, say);
  const unconfirmed = waiting.filter(({ what }) => what.includes("hasn't confirmed"));
  play.recorder.check("The doctor finds the rehearsal's own inbox, which no stack names", {
    ok: strangers.length === alertTopicArns(auditNames(play.config)).length,
    expected: "one subscription to each topic",
    found: strangers.map(shown).join("\n") || "nothing",
  });
  play.recorder.check("The doctor finds readers who haven't confirmed, and nothing else", {
    ok: waiting.length === unconfirmed.length && unconfirmed.length >= Math.min(mails.length, 1),
    expected: mails.map(({ endpoint }) => endpoint).join(", ") || "nobody",
    found: waiting.map(shown).join("\n") || "nobody",
  });
  await confirmAll(play);
  await findsNothing(play, say);
  await canariesComeBack(play, say);
}

export const patientOf = (play: Play, say: Say): Patient => ({
  config: play.config,
  stacks: play.stacks.map(readStack),
  clientsAt: clientsOf(play),
  say,
});

/** The inbox of the rehearsal stands for no reader of the configuration: told, and told apart. */
export async function look(play: Play, say: Say) {
  const { examined, findings } = await examine(patientOf(play, say));
  const isInbox = ({ what }: Finding) => what.includes(":rehearsal-inbox (sqs) is subscribed");
  return {
    examined,
    findings: findings.filter((finding) => !isInbox(finding)),
    strangers: findings.filter(isInbox),
  };
}

const clientsOf =
  (play: Play): ClientsAt =>
  async ({ accountId, region }) => {
    const { credentials } = await play.operator(accountId, region);
    return doctorClients({ region, credentials, endpoint: play.emulator.url });
  };

export const shown = ({ stack, check, subject, what }: Finding): string =>
  `${stack} ${check} ${subject}: ${what}`;

/** The reader follows the link in AWS's invitation: here the address itself stands for its token. */
export async function confirmAll(play: Play): Promise<void> {
  const { config } = play;
  const audit = auditNames(config);
  const { sns } = await play.operator(audit.place.accountId);
  for (const { protocol, endpoint: Token } of config.auditAccount.subscriptions)
    if (protocol.startsWith("email"))
      for (const TopicArn of alertTopicArns(audit))
        await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token })).catch(notSubscribed);
}

/** A reader may be subscribed to some severities' topics only. */
function notSubscribed(error: unknown): void {
  if (!(error instanceof Error) || !/NotFound|InvalidParameter/.test(error.name)) throw error;
}

export async function findsNothing(play: Play, say: Say): Promise<void> {
  const { examined, findings } = await look(play, say);
  play.recorder.check("The doctor finds nothing", {
    ok: findings.length === 0,
    expected: "nothing",
    found: findings.map(shown).join("\n") || `${examined} parts as they should be`,
  });
}

/** Each way is tried, and the team sees that it was a test. */
async function canariesComeBack(play: Play, say: Say): Promise<void> {
  const patient = patientOf(play, say);
  const { canaries, findings } = await sendCanaries(patient, PATIENCE_SECONDS);
  const expected = flockOf(play.config, patient.stacks).length;
  play.recorder.check("A canary comes back from every account and region", {
    ok: canaries.length === expected && findings.length === 0,
    expected: `${expected} canaries`,
    found: findings.map(shown).join("\n") || `${canaries.length} canaries`,
  });
  const alerts = await newAlerts(play);
  const titles = alerts.map(({ document }) => (document as { readonly title?: string }).title);
  play.recorder.check("The security team sees that the canaries are a test", {
    ok: titles.length === expected && titles.every((title) => title?.startsWith("TEST")),
    expected: `${expected} alerts that begin with TEST`,
    found: [...new Set(titles)].join("; "),
  });
}

export const lostCanaries = async (play: Play, say: Say): Promise<readonly Finding[]> =>
  (await sendCanaries(patientOf(play, say), PATIENCE_SECONDS)).findings;
