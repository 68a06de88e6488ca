import { text } from "../request";
import { type Call, gapsOf } from "./gap";

/** moto files a trail under its name; the provider calls with its ARN. */
const byName = (call: Call) => {
  const name = text(call.request.parameters.Name)?.split(":trail/").at(-1);
  return call.forward({
    body: Buffer.from(JSON.stringify({ ...call.request.parameters, Name: name })),
  });
};

export const cloudtrailGaps = () =>
  gapsOf("cloudtrail", { StartLogging: byName, StopLogging: byName });
