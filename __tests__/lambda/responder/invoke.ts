import { type Alert, type IncidentAlert } from "../../../lambda/responder/alert/alert";
import { makeHandler, type Ports } from "../../../lambda/responder/handler";
import { type ResponderSettings } from "../../../lambda/responder/settings";
import { FakeAws } from "./fake-aws";
import { settings } from "./fixtures";

/** Lambda's part: calls the handler with an event, and as much time as the function has. */
export const respondWith =
  (aws: FakeAws, instead: Partial<Ports> = {}, changes: Partial<ResponderSettings> = {}) =>
  async (event: unknown): Promise<void> => {
    const handle = makeHandler({
      settings: { ...settings, ...changes },
      region: "eu-west-1",
      ports: aws.ports(instead),
    });
    await handle(event, { getRemainingTimeInMillis: () => 60_000 });
  };

/** An alert of any kind: what only incidents have may be missing. */
type AnyAlert = Partial<Omit<IncidentAlert, "kind">> & Pick<Alert, "kind" | "incident">;

/** The alerts that went out, as machines read them. */
export const alertsOf = (aws: FakeAws): AnyAlert[] =>
  aws.published.map(({ message }) => {
    const { default: json = "" } = JSON.parse(message) as Record<string, string>;
    return JSON.parse(json) as AnyAlert;
  });

export const fail = async () => Promise.reject(new Error("AWS is down"));

/** A port that fails at its first call, and then works. */
export function failOnce<Args extends unknown[], T>(
  works: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  let failed = false;
  return async (...args) => {
    if (failed) return works(...args);
    failed = true;
    throw new Error("AWS is down");
  };
}

/** A bucket that holds the version the fixtures' events tell of. */
export function attacked(): FakeAws {
  const aws = new FakeAws();
  aws.bucket.put("reports/2026 summary.csv", "x", new Date("2026-01-01T12:00:00Z"));
  return aws;
}
