import type { WorkloadNames } from "../../config/names";
import { readSettings, type ResponderSettings } from "../../lambda/responder/settings";
import type { Estate } from "../model/estate";
import { isMarked } from "../model/expressions";
import { whereOf } from "../model/resource";
import { broken, type Hop, holds } from "../path";
import { theOne, valueAt } from "./expected";

/** What the deployed responder is told, read as it reads it itself; ends the walk where it can't start. */
export function* responderSettings(
  estate: Estate,
  { responder, place }: WorkloadNames,
): Generator<Hop, ResponderSettings> {
  const found = yield* theOne(estate, {
    what: "the responder",
    type: "aws_lambda_function",
    place,
    by: { function_name: responder },
  });
  const what = "the responder can read its settings";
  const variables = valueAt(found, "environment.variables") ?? {};
  const mark = Object.entries(variables).find(([, value]) => isMarked(String(value)));
  if (mark) {
    const because = `it hangs on what Terraform makes of ${mark[0]}`;
    yield { what, verdict: "unknown", because, at: found };
  }
  try {
    const settings = readSettings(variables as NodeJS.ProcessEnv);
    yield holds(what, whereOf(found), found);
    return settings;
  } catch (error) {
    const because = (error as Error).message;
    yield broken(what, because, { at: found });
    throw error;
  }
}
