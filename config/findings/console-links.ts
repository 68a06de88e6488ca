import { eventLink, partitionOf, type Link } from "../../lambda/responder/alert/alert-links";
import type { WardenConfig } from "../schema";

/**
 * Pages of AWS's console. Parts in angle brackets are filled in by EventBridge, which encodes
 * nothing: only ids that AWS makes, account ids and regions may be named there. A reader must be
 * signed in to the account that the alert names.
 */
export const consolePage = (
  { homeRegion }: WardenConfig,
  service: string,
  fragment: string,
): string =>
  `https://${partitionOf(homeRegion).console}/${service}/home?region=<region>#${fragment}`;

/** The form of the responder's alerts, with the event's own region and id in it. */
export function trailEventLink({ homeRegion }: WardenConfig): Link {
  const { title, url } = eventLink(homeRegion, "EVENT");
  return { title, url: url.replaceAll(homeRegion, "<region>").replace("EVENT", "<trailEvent>") };
}

export const bucketPage = ({ homeRegion }: WardenConfig): string =>
  `https://${partitionOf(homeRegion).console}/s3/buckets/<bucket>?region=<region>&tab=objects`;
