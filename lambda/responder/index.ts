import { makePorts } from "./aws/aws";
import { makeHandler } from "./handler";
import { readSettings } from "./settings";

const settings = readSettings(process.env);

export const handler = makeHandler({
  settings,
  // Lambda always sets it; the guarded bucket is in the function's region.
  region: process.env.AWS_REGION ?? "unknown",
  ports: makePorts(settings),
});
