import type { Resource } from "../../proof/model/resource";
import { textsAt } from "./arguments";

/** Attributes by which other resources name one of a type, beside its ARN. */
const NAMES: Readonly<Record<string, string>> = {
  aws_s3_bucket: "bucket",
  aws_cloudwatch_event_bus: "name",
};

/** `s3://bucket/prefix/`, `arn:aws:s3:::bucket/*` */
const OF_BUCKET = /^(?:s3:\/\/|arn:[\w-]+:s3:::)([^/*]+)/;
/** An ARN of what is inside: objects, streams of a log group. */
const INSIDE = /[:/]\*$/;

/** Finds the resource that a text of another one means, in whatever stack. */
export function namesOf(resources: readonly Resource[]): (text: string) => Resource | undefined {
  const index = new Map(
    resources.flatMap((one) => {
      const named = NAMES[one.type];
      const names = [...textsAt(one, "arn"), ...(named ? textsAt(one, named) : [])];
      return names.map((name): [string, Resource] => [name, one]);
    }),
  );
  return (text) =>
    index.get(text) ?? index.get(OF_BUCKET.exec(text)?.[1] ?? text.replace(INSIDE, ""));
}
