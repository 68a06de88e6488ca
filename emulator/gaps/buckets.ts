import { type Answer, emptyAnswer, faultAnswer, textAnswer } from "../answer";
import { header } from "../request";
import { s3Address } from "../s3-operations";
import { xmlText } from "../xml";
import { type Call, type Gap, gapsOf } from "./gap";

/** What the gateway knows about a bucket because moto doesn't, or because moto must not. */
interface Bucket {
  readonly owner: string;
  policy?: string | undefined;
  logging?: string | undefined;
  minimumTransitionSize?: string | undefined;
}

export interface Buckets {
  policyOf(bucket: string): string | undefined;
  ownerOf(bucket: string): string | undefined;
}

const maximumPolicyBytes = 20 * 1024;
const minimumSizeHeader = "x-amz-transition-default-minimum-object-size";
const noLogging = `<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`;

const statuses = {
  InvalidTargetBucketForLogging: 400,
  MalformedPolicy: 400,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
} as const;

const fault = ({ request }: Call, code: keyof typeof statuses, message: string): Answer =>
  faultAnswer(request, { status: statuses[code], code, message });

const malformed = (policy: string): string | undefined => {
  if (Buffer.byteLength(policy) > maximumPolicyBytes) return "The policy is larger than 20 KB";
  try {
    const document: unknown = JSON.parse(policy);
    const shaped = typeof document === "object" && document !== null && "Statement" in document;
    return shaped ? undefined : "Missing required field Statement";
  } catch {
    return "Policies must be valid JSON and the first byte must be '{'";
  }
};

type InBucket = (call: Call, bucket: Bucket) => Answer | Promise<Answer>;

/**
 * moto never sees a bucket policy: it would refuse everybody on any Deny, whatever its principals
 * and conditions say.
 */
const policyRows: Readonly<Record<string, InBucket>> = {
  PutBucketPolicy: (call, bucket) => {
    const policy = call.request.body.toString();
    const problem = malformed(policy);
    if (problem !== undefined) return fault(call, "MalformedPolicy", problem);
    bucket.policy = policy;
    return emptyAnswer(204);
  },
  GetBucketPolicy: (call, { policy }) =>
    policy === undefined
      ? fault(call, "NoSuchBucketPolicy", "The bucket policy does not exist")
      : textAnswer("application/json", policy),
  DeleteBucketPolicy: (_, bucket) => {
    bucket.policy = undefined;
    return emptyAnswer(204);
  },
};

/** moto drops the header that says below which size objects stay where they are. */
const lifecycleRows: Readonly<Record<string, InBucket>> = {
  PutBucketLifecycleConfiguration: (call, bucket) => {
    bucket.minimumTransitionSize = header(call.request.headers, minimumSizeHeader);
    return call.forward();
  },
  GetBucketLifecycleConfiguration: async (call, { minimumTransitionSize: size }) => {
    const answer = await call.forward();
    return size === undefined
      ? answer
      : { ...answer, headers: { ...answer.headers, [minimumSizeHeader]: size } };
  },
};

/** moto reads the target's policy to allow access logs: the policy that it doesn't have. */
const loggingRows = (buckets: ReadonlyMap<string, Bucket>): Readonly<Record<string, InBucket>> => ({
  PutBucketLogging: (call, bucket) => {
    const document = call.request.body.toString();
    const target = xmlText(document, "TargetBucket");
    if (target !== undefined && buckets.get(target)?.owner !== bucket.owner) {
      return fault(
        call,
        "InvalidTargetBucketForLogging",
        `${target} is no bucket of the same account`,
      );
    }
    bucket.logging = document;
    return emptyAnswer(200);
  },
  GetBucketLogging: (_, { logging }) => textAnswer("application/xml", logging ?? noLogging),
});

/** Buckets, from their creation to their end, with what the gateway keeps of each. */
export function bucketGaps(): { readonly gaps: readonly Gap[]; readonly buckets: Buckets } {
  const known = new Map<string, Bucket>();
  const nameOf = ({ request }: Call): string => s3Address(request.path).bucket;

  const inBucket = (row: InBucket) => (call: Call) => {
    const bucket = known.get(nameOf(call));
    return bucket === undefined
      ? fault(call, "NoSuchBucket", "The specified bucket does not exist")
      : row(call, bucket);
  };
  const rows = { ...policyRows, ...lifecycleRows, ...loggingRows(known) };
  const gaps = gapsOf("s3", {
    ...Object.fromEntries(
      Object.entries(rows).map(([operation, row]) => [operation, inBucket(row)]),
    ),
    CreateBucket: async (call) => {
      const answer = await call.forward();
      const name = nameOf(call);
      if (answer.status < 300 && !known.has(name))
        known.set(name, { owner: call.caller.accountId });
      return answer;
    },
    DeleteBucket: async (call) => {
      const answer = await call.forward();
      if (answer.status < 300) known.delete(nameOf(call));
      return answer;
    },
  });
  return {
    gaps,
    buckets: {
      policyOf: (name) => known.get(name)?.policy,
      ownerOf: (name) => known.get(name)?.owner,
    },
  };
}
