import type { Policy } from "../../../decisions/judge";
import { exampleOf, isWithin, matchesAction } from "../../needs/patterns";
import type { Guarded } from "./guarded";

const list = (value: unknown): string[] => [value ?? []].flat().map(String);

/** Actions on objects, of those that S3 has; the others are on buckets (Service Authorization Reference). */
const ON_OBJECTS = /Object|MultipartUpload$|MultipartUploadParts|Retention$|Replicate(Delete|Tags)/;

const isOnObjects = (action: string): boolean =>
  action.startsWith("s3:") && ON_OBJECTS.test(action) && !action.includes("Bucket");

/** What an action is tried on: the resource, or an object in it, as a statement means it if one is given. */
export function resourceOf({ arn, kind }: Guarded, action: string, statement?: Policy): string {
  if (kind.service !== "s3" || !isOnObjects(action)) return arn;
  const meant = list(statement?.Resource).find((one) => isWithin(one, `${arn}/*`));
  return meant === undefined ? `${arn}/x` : exampleOf(meant, "");
}

export interface Spoken {
  readonly actions: readonly string[];
  /** A wildcard that none of the known actions meets. */
  readonly unclear?: string;
}

/** Actions of the resource's service of which a statement speaks. */
export function actionsOf({ kind }: Guarded, { Action, NotAction }: Policy): Spoken {
  if (NotAction !== undefined) {
    const excepted = list(NotAction);
    return {
      actions: kind.actions.filter((one) => !excepted.some((not) => matchesAction(not, one))),
    };
  }
  const named = list(Action).filter(
    (one) => one === "*" || one.toLowerCase().startsWith(`${kind.service}:`),
  );
  const met = named.map((one) => ({
    one,
    actions: /[*?]/.test(one) ? kind.actions.filter((known) => matchesAction(one, known)) : [one],
  }));
  const spoken = met.flatMap(({ actions }) => actions).filter((one) => !kind.void?.includes(one));
  const unclear = met.find(({ actions }) => actions.length === 0)?.one;
  return {
    actions: [...new Set(spoken)],
    ...(unclear !== undefined && { unclear }),
  };
}
