import { type WorkloadNames, workloadNames } from "../../../config/names";
import { decide as decideUpload } from "../../../lambda/responder/decide/decide";
import { parseEvent } from "../../../lambda/responder/events/parse-event";
import { readSettings, type ResponderSettings } from "../../../lambda/responder/settings";
import { mayDo } from "../../hops";
import { blocksOf, type Resource, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { WorkloadScope } from "../../scope";
import type { Read } from "./calls-to-take";

export const namesOf = ({ config, workload }: WorkloadScope): WorkloadNames =>
  workloadNames(config, workload);

/** The function that the configuration calls for, in whichever stack. */
export const responderIn = (scope: WorkloadScope): Resource | undefined =>
  scope.estate.byArn("aws_lambda_function", namesOf(scope).responderArn);

/** Its variables by name. */
export function environmentOf(responder: Resource): Readonly<Record<string, string>> {
  const [environment] = blocksOf(responder, "environment");
  return (environment?.variables ?? {}) as Record<string, string>;
}

/** Its settings as it will read them. @throws Error naming what is missing */
export const settingsOf = (responder: Resource): ResponderSettings =>
  readSettings(environmentOf(responder));

interface Caller {
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

export interface Invocation {
  readonly caller: Caller;
  readonly event: unknown;
  readonly read: Read;
}

/** The service may call the function, and the function understands what it is told. */
export async function* invoke(
  scope: WorkloadScope,
  { caller, event, read }: Invocation,
): AsyncGenerator<Hop> {
  const responder = responderIn(scope);
  const { responderArn } = namesOf(scope);
  const what = `there is a function ${responderArn}`;
  if (!responder) {
    yield broken(what, "no stack has it");
    return;
  }
  yield holds(what, whereOf(responder), responder);
  yield mayDo(scope.estate, {
    who: caller,
    action: "lambda:InvokeFunction",
    resource: responderArn,
  });
  yield understands(responder, { event, read, scope });
}

interface Told {
  readonly event: unknown;
  readonly read: Read;
  readonly scope: WorkloadScope;
}

/** By the function's own code, and the settings that the stack gives it. */
function understands(responder: Resource, { event, read, scope }: Told): Hop {
  const what = `the function takes it for what it is (${read}), and acts by the response mode`;
  const at = { at: responder };
  try {
    const settings = settingsOf(responder);
    const readings = parseEvent(event, settings);
    const [reading, ...others] = readings;
    if (!reading || others.length > 0 || !(read in reading)) {
      return broken(what, `it reads ${JSON.stringify(readings)}`, at);
    }
    if (!("upload" in reading)) return holds(what, whereOf(responder), responder);
    const { action, verdict } = decideUpload(reading.upload, settings);
    const expected = scope.workload.responseMode === "observe" ? "alert-only" : "respond";
    return action === expected && verdict === "intruder"
      ? holds(what, `the uploader is an intruder: ${action}`, responder)
      : broken(what, `it takes the uploader for ${verdict}, and would ${action}`, at);
  } catch (error) {
    return broken(what, (error as Error).message, at);
  }
}
