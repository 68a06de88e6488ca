import { type Finding } from "../finding";
import { type Flight } from "./fly";

/** How a canary that didn't come back is told: how far it got, as far as AWS says, and what to do. */
export function flightFindings(flights: readonly Flight[]): readonly Finding[] {
  return flights.flatMap((flight) => {
    if (flight.end === "back") return [];
    const { stack, accountId, region, severity } = flight.canary;
    const where = { check: "canary", stack, accountId, region, subject: severity };
    return [{ ...where, ...problemOf(flight) }];
  });
}

type Failed = Exclude<Flight, { readonly end: "back" }>;

function problemOf(flight: Failed): Pick<Finding, "what" | "remedy"> {
  if (flight.end === "refused") {
    return {
      what: `EventBridge didn't take the event: ${flight.because}`,
      remedy: "let the role call events:PutEvents on the account's default bus",
    };
  }
  const { deadLetter, canary } = flight;
  if (deadLetter) {
    return {
      what: `${deadLetter.rule} couldn't hand it to ${deadLetter.target}: ${deadLetter.because}`,
      remedy: `terraform plan in the stacks ${canary.stack} and audit shows what is missing; alerts of this account are lost the same way, and wait in the queue of ${deadLetter.stack}`,
    };
  }
  return {
    what: "it didn't come back, and no queue of undeliverable events has it: no rule took it, or the topic's subscription didn't",
    remedy: `mend what else is told of the stacks ${canary.stack} and audit; if nothing is, apply both: the rule that forwards alarms takes it, and since which version CHANGELOG.md says`,
  };
}
