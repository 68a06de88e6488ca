import { deniedAlert, toMessage } from "./alert/alert";
import { leniently } from "./deadline";
import { forgetClassUpdate, milestone } from "./ledger/episode";
import { placeOf, type Responder } from "./handle-upload";
import { count, speaksFor } from "./ledger/turn";
import { type DeniedAttempt } from "./events/upload";
import { matchesUserId } from "./decide/user-id";

/** Counts an upload that S3 refused; enough of them are told, then ten times as many. */
export async function handleDenied(attempt: DeniedAttempt, responder: Responder): Promise<void> {
  const { settings, ports } = responder;
  if (matchesUserId(settings.ownUserId, attempt.principal.userId)) return;
  const episode = await count(attempt.bucket, { uploads: 0, denied: 1 }, ports);
  ports.log({ denied: attempt.key, principal: attempt.principal, count: episode.denied });

  const speaks = milestone(episode, "denied", settings.deniedAttemptsThreshold);
  const id = `denied#${attempt.bucket}#${attempt.requestId}`;
  if (!speaks || !(await speaksFor(attempt.bucket, { speaks, id }, ports))) return;
  const told = { id, last: attempt, count: episode.denied, since: episode.since };
  try {
    await ports.publish(toMessage(deniedAlert(told, placeOf(responder))));
  } catch (error) {
    await leniently(
      () => ports.table.update(forgetClassUpdate(attempt.bucket, speaks)),
      () => undefined,
    );
    throw error;
  }
}
