import fc from "fast-check";
import { type WardenInput } from "../../config/schema";
import { type InitFlags } from "../../cli/init/flags";

type WorkloadInput = WardenInput["workloads"][number];

const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"];
const accountId = fc.integer({ min: 1e11, max: 9e11 }).map(String);
const slug = fc.stringMatching(/^[a-z][a-z0-9]{2,20}$/);
const path = fc.stringMatching(/^[\w+=,.@-]{0,60}\w$/);

const subscription = fc.record({
  protocol: fc.constantFrom("email-json" as const, "email" as const, "sqs" as const),
  // Quotes of both kinds, backslashes, control characters, and more than fits a line.
  endpoint: fc
    .string({ unit: "binary-ascii", minLength: 3, maxLength: 120 })
    .filter((text) => text.trim() === text && !/[\r\n]/.test(text)),
});

const workload = (index: number, id: string): fc.Arbitrary<WorkloadInput> =>
  fc
    .record({
      name: slug,
      bucket: slug,
      uploaders: fc.array(path, { maxLength: 4 }),
      breakGlass: fc.array(path, { maxLength: 1 }),
    })
    .map(({ name, bucket, uploaders, breakGlass }) => ({
      name: `${name}-${index}`,
      accountId: id,
      bucketName: `${bucket}-${index}`,
      ...principals("allowedUploaders", id, "role/u-", uploaders),
      ...principals("breakGlass", id, "user/b-", breakGlass),
    }));

const principals = (setting: string, id: string, kind: string, paths: readonly string[]) =>
  paths.length > 0 && { [setting]: paths.map((one) => `arn:aws:iam::${id}:${kind}${one}`) };

const tags = fc.dictionary(fc.stringMatching(/^[\w:@. -]{1,20}$/), fc.string({ maxLength: 60 }), {
  minKeys: 1,
  maxKeys: 4,
});

const backend = fc.constantFrom<WardenInput["backend"]>(
  undefined,
  { type: "local" },
  { type: "s3", bucket: "acme-state", region: "eu-west-1" },
  { type: "cloud", organization: "acme" },
);

/** Configurations of all that `warden init` asks for. */
export const askedInputs: fc.Arbitrary<WardenInput> = fc
  .record({
    prefix: fc.option(slug, { nil: undefined }),
    tags: fc.option(tags, { nil: undefined }),
    guardrailTargets: fc.subarray(["r-ab12", "ou-ab12-workloads1", "999999999999"]),
    regions: fc.shuffledSubarray(REGIONS, { minLength: 1 }),
    ids: fc.uniqueArray(accountId, { minLength: 3, maxLength: 5 }),
    subscriptions: fc.array(subscription, { minLength: 1, maxLength: 3 }),
    organization: fc.boolean(),
    backend,
  })
  .chain(({ prefix, regions, ids, subscriptions, organization, backend: state, ...more }) => {
    const [homeRegion = "", ...furtherRegions] = regions;
    const [audit = "", management = "", ...workloads] = ids;
    return fc.tuple(...workloads.map((id, index) => workload(index, id))).map((all) => ({
      ...(prefix !== undefined && { prefix }),
      ...(more.tags && { tags: more.tags }),
      homeRegion,
      ...(furtherRegions.length > 0 && { furtherRegions }),
      auditAccount: { id: audit, subscriptions },
      ...(organization && {
        membership: "organization" as const,
        organization: {
          ...{ id: "o-a1b2c3d4e5", rootId: "r-ab12", managementAccountId: management },
          ...(more.guardrailTargets.length > 0 && { guardrailTargets: more.guardrailTargets }),
        },
      }),
      workloads: all,
      ...(state && { backend: state }),
    }));
  });

/** The flags that say the same. */
export function flagsFor(input: WardenInput): Omit<InitFlags, "out"> {
  const { prefix, furtherRegions, membership, organization, auditAccount, workloads } = input;
  const each = (setting: "allowedUploaders" | "breakGlass") =>
    workloads.flatMap(({ name, ...own }) => (own[setting] ?? []).map((arn) => `${name}=${arn}`));
  return {
    ...(prefix !== undefined && { prefix }),
    ...(input.tags && { tag: Object.entries(input.tags).map((tag) => tag.join("=")) }),
    homeRegion: input.homeRegion,
    ...(furtherRegions && { furtherRegion: furtherRegions }),
    auditAccount: auditAccount.id,
    subscription: auditAccount.subscriptions.map((one) => `${one.protocol}=${one.endpoint}`),
    ...(membership && { membership }),
    ...(organization && {
      organizationId: organization.id,
      rootId: organization.rootId,
      managementAccount: organization.managementAccountId,
      ...(organization.guardrailTargets && { guardrailTarget: organization.guardrailTargets }),
    }),
    workload: workloads.map((one) => `${one.name}=${one.accountId}=${one.bucketName}`),
    uploader: each("allowedUploaders"),
    breakGlass: each("breakGlass"),
    ...(input.backend && { backend: backendFlag(input.backend) }),
  };
}

function backendFlag(backend: NonNullable<WardenInput["backend"]>): string {
  if (backend.type === "s3") return `s3=${backend.bucket}=${backend.region}`;
  return backend.type === "cloud" ? `cloud=${backend.organization}` : "local";
}

/** What a person answers, question by question; nobody is asked for tags. */
export function answersFor(input: WardenInput): readonly string[] {
  const { prefix, organization, auditAccount, workloads, backend: state } = input;
  return [
    prefix ?? "",
    input.homeRegion,
    (input.furtherRegions ?? []).join(" "),
    auditAccount.id,
    ...auditAccount.subscriptions.flatMap((one) => [one.protocol, one.endpoint]),
    "",
    ...(organization
      ? [
          ...["organization", organization.id, organization.rootId],
          ...[organization.managementAccountId, (organization.guardrailTargets ?? []).join(" ")],
        ]
      : [""]),
    ...workloads.flatMap((one) => [
      one.name,
      one.accountId,
      one.bucketName,
      (one.allowedUploaders ?? []).join(" "),
      (one.breakGlass ?? []).join(" "),
    ]),
    "",
    ...(state ? Object.values(state).map(String) : [""]),
  ];
}

/** Somebody who gives these answers in turn. */
export function personWith(answers: readonly string[]) {
  const rest = [...answers];
  const heard: string[] = [];
  return {
    heard,
    rest,
    ask: (question: string): Promise<string> => {
      heard.push(question);
      const answer = rest.shift();
      if (answer === undefined) throw new Error(`one question too many: ${question}`);
      return Promise.resolve(answer);
    },
    tell: (text: string) => {
      heard.push(text);
    },
  };
}
