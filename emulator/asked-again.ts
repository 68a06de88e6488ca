import { type Answer } from "./answer";
import { type AwsRequest } from "./request";

const TIMES = 3;

/**
 * moto's threads share what they keep: a reading may stumble over what another call is writing, and
 * moto shows its traceback. Such a reading is asked again; what moto hasn't got fails each time.
 */
export async function askedAgain(
  request: Pick<AwsRequest, "method" | "operation">,
  forward: () => Promise<Answer>,
): Promise<Answer> {
  let answer = await forward();
  for (let again = 0; again < TIMES && isReading(request) && isPage(answer); again++) {
    answer = await forward();
  }
  return answer;
}

/** Changes nothing, so that it can be asked twice. */
const isReading = ({ method, operation }: Pick<AwsRequest, "method" | "operation">): boolean =>
  operation === undefined
    ? method === "GET" || method === "HEAD"
    : /^(?:BatchGet|Describe|Get|Head|List|Query|Scan)/.test(operation);

/** moto's traceback, and no answer of a service. */
export const isPage = ({ status, headers, body }: Answer): boolean =>
  status >= 400 &&
  String(headers["content-type"] ?? "").startsWith("text/html") &&
  body.subarray(0, 15).toString().toLowerCase() === "<!doctype html>";
