import { type Patient } from "../examine";
import { type Finding, type ReturnedCanary } from "../finding";
import { canaryPorts } from "./aws";
import { flockOf } from "./flock";
import { type Flight, fly } from "./fly";
import { flightFindings } from "./problems";

/** Each hop takes EventBridge and SNS a second or so; what is tried again takes longer. */
const PATIENCE_SECONDS = 60;

export interface Flown {
  readonly canaries: readonly ReturnedCanary[];
  readonly findings: readonly Finding[];
}

export async function sendCanaries(
  { config, stacks, clientsAt, say }: Patient,
  seconds = PATIENCE_SECONDS,
): Promise<Flown> {
  const flights = await fly(canaryPorts(config, clientsAt), flockOf(config, stacks), {
    seconds,
    say,
  });
  return { canaries: flights.flatMap(returned), findings: flightFindings(flights) };
}

const returned = (flight: Flight): readonly ReturnedCanary[] => {
  if (flight.end !== "back") return [];
  const { stack, severity } = flight.canary;
  return [{ stack, severity, seconds: flight.seconds }];
};
