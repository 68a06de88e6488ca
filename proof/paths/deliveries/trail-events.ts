import { blocksOf, type Resource, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import { type RecordedCall, selects } from "../trails";

export interface ExpectedCall {
  /** `a change of IAM` */
  readonly what: string;
  readonly call: RecordedCall;
}

const management = (
  what: string,
  service: string,
  eventName: string,
  readOnly: RecordedCall["readOnly"],
): ExpectedCall => ({
  what,
  call: {
    ...{ eventCategory: "Management", eventName, readOnly },
    eventSource: `${service}.amazonaws.com`,
  },
});

/** Reading and writing ones, and KMS's: those are often left out for their number. */
export const MANAGEMENT_CALLS: readonly ExpectedCall[] = [
  management("a change of IAM", "iam", "AttachUserPolicy", "false"),
  management("a reading call", "iam", "ListUsers", "true"),
  management("the use of a key", "kms", "Decrypt", "true"),
];

/** On any object of the bucket. */
export const objectCalls = (bucketArn: string, bucket = "the bucket"): readonly ExpectedCall[] =>
  (
    [
      [`an upload into ${bucket}`, "PutObject", "false"],
      [`a deletion from ${bucket}`, "DeleteObject", "false"],
      [`a download from ${bucket}`, "GetObject", "true"],
    ] as const
  ).map(([what, eventName, readOnly]) => ({
    what,
    call: {
      ...{ eventCategory: "Data", eventName, readOnly },
      eventSource: "s3.amazonaws.com",
      "resources.type": "AWS::S3::Object",
      "resources.ARN": `${bucketArn}/any/object.csv`,
    },
  }));

/** One of the advanced selectors takes the call. */
export function recordsCall(trail: Resource, { what, call }: ExpectedCall): Hop {
  const sentence = `it records ${what}`;
  if (blocksOf(trail, "event_selector").length > 0) {
    const because = "only advanced event selectors are understood here";
    return { what: sentence, verdict: "unknown", because, at: trail };
  }
  // Without any selector a trail records management events (CloudTrail API, CreateTrail).
  const isDefault =
    call.eventCategory === "Management" && blocksOf(trail, "advanced_event_selector").length === 0;
  if (isDefault || selects(trail, call)) return holds(sentence, whereOf(trail), trail);
  const fields = Object.entries(call).map(([field, value]) => ({ field, equals: [value] }));
  const add = { field_selector: fields };
  const mend = [{ at: trail, argument: "advanced_event_selector", add }];
  return broken(sentence, "no event selector takes it", { at: trail, mend });
}

/** None of the advanced selectors takes the call. */
export function leavesOut(trail: Resource, { what, call }: ExpectedCall): Hop {
  const sentence = `it leaves out ${what}`;
  return selects(trail, call)
    ? broken(sentence, "an event selector takes it", { at: trail })
    : holds(sentence, whereOf(trail), trail);
}

const INSIGHTS = ["ApiCallRateInsight", "ApiErrorRateInsight"] as const;

/** Unusual rates of calls and of errors are told. */
export function* findsInsights(trail: Resource): Generator<Hop> {
  const found = blocksOf(trail, "insight_selector").map(({ insight_type: type }) => type);
  for (const type of INSIGHTS) {
    const what = `it looks for ${type}`;
    if (found.includes(type)) yield holds(what, whereOf(trail), trail);
    else {
      const mend = [{ at: trail, argument: "insight_selector", add: { insight_type: type } }];
      yield broken(what, "no insight selector asks for it", { at: trail, mend });
    }
  }
}
