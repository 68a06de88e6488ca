import { restorationAlert, summaryAlert, toMessage } from "./alert/alert";
import { closeUpdate, episodeKey, isQuiet, readEpisode, untold } from "./ledger/episode";
import { guardedBucket, placeOf, type Responder } from "./handle-upload";
import { type Item } from "./ledger/item";
import { once } from "./ledger/once";
import { type Cause, restore, type RestorePorts } from "./contain/restore";

export type Sweeper = Responder & { readonly ports: RestorePorts };

/** Puts back what another hand took out of the denylist, and tells whose blocks had been lifted. */
export async function restoreBlocks(cause: Cause, responder: Sweeper): Promise<void> {
  const { settings, ports } = responder;
  const restoration = await restore(guardedBucket(settings), cause, ports);
  ports.log({ cause, lifted: restoration?.lifted ?? [] });
  if (!restoration) return;
  const claim = { id: restoration.id, stage: "observed", at: ports.now() } as const;
  const alert = restorationAlert(restoration, settings.bucket, placeOf(responder));
  await once(claim, () => ports.publish(toMessage(alert)), ports);
}

/** Sums up an episode that is over: the uploads of which no alert of their own was sent. */
export async function closeEpisode(responder: Responder): Promise<void> {
  const { settings, ports } = responder;
  const { bucket } = settings;
  const pk = episodeKey(bucket);
  const item: Item | undefined = (await ports.table.read([pk])).get(pk);
  const episode = readEpisode(item);
  if (!episode || !isQuiet(episode, ports.now())) return;
  const unspoken = untold(episode);
  if (unspoken > 0) {
    const { since, uploads } = episode;
    const until = new Date(episode.lastAt).toISOString();
    const id = `episode#${bucket}#${since}`;
    const summary = { id, bucket, uploads, told: uploads - unspoken, since, until };
    await ports.publish(toMessage(summaryAlert(summary, placeOf(responder))));
  }
  await ports.table.update(closeUpdate(bucket, episode));
}
