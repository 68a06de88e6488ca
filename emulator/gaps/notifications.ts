import { textAnswer } from "../answer";
import { s3Address } from "../s3-operations";
import { type Call, type Gap, gapsOf } from "./gap";

const END = "</NotificationConfiguration>";

/** moto tells EventBridge of a bucket's objects when it is asked to, and doesn't say so later. */
export function notificationGaps(): readonly Gap[] {
  const telling = new Set<string>();
  const bucketOf = ({ request }: Call): string => s3Address(request.path).bucket;
  return gapsOf("s3", {
    PutBucketNotificationConfiguration: async (call) => {
      const answer = await call.forward();
      if (answer.status >= 300) return answer;
      if (call.request.body.includes("<EventBridgeConfiguration")) telling.add(bucketOf(call));
      else telling.delete(bucketOf(call));
      return answer;
    },
    GetBucketNotificationConfiguration: async (call) => {
      const answer = await call.forward();
      if (answer.status >= 300 || !telling.has(bucketOf(call))) return answer;
      const xml = answer.body.toString().replace(END, `<EventBridgeConfiguration/>${END}`);
      return textAnswer("application/xml", xml);
    },
  });
}
