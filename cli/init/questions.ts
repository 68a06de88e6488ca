import { type Draft, valueAt } from "./draft";

/** One answer, on the terminal or by a flag. */
export interface Question {
  /** The setting it answers; of an item of a list, below the item. */
  readonly setting: readonly string[];
  readonly flag: string;
  readonly text: string;
  /** What Enter stands for; `""` leaves the setting out. Without it an answer is needed. */
  readonly preset?: (draft: Draft) => string;
  /** Takes several values, divided by spaces or commas. */
  readonly many?: true;
  readonly isAsked?: (draft: Draft) => boolean;
}

/** Questions that are asked again for every item; an empty first answer ends the list. */
export interface ListOfQuestions {
  readonly list: readonly string[];
  readonly title: string;
  readonly fields: readonly [Question, ...Question[]];
}

const none = () => "";
const always = (answer: string) => () => answer;
const isOrganization = ({ membership }: Draft) => membership === "organization";
const backendIs = (type: string) => (draft: Draft) => valueAt(draft, ["backend", "type"]) === type;

const organization = (key: string, flag: string, text: string): Question => ({
  setting: ["organization", key],
  flag,
  text,
  isAsked: isOrganization,
});

const WORKLOAD: ListOfQuestions = {
  list: ["workloads"],
  title: "workload account",
  fields: [
    { setting: ["name"], flag: "--workload", text: "Its name, such as payments" },
    { setting: ["accountId"], flag: "--workload", text: "Its account id" },
    { setting: ["bucketName"], flag: "--workload", text: "The production bucket to make there" },
    {
      setting: ["allowedUploaders"],
      flag: "--uploader",
      text: "ARNs of the users and roles that upload, besides FileUploaderRole",
      preset: none,
      many: true,
    },
    {
      setting: ["breakGlass"],
      flag: "--break-glass",
      text: "ARNs of those to tell about, but never to block",
      preset: none,
      many: true,
    },
  ],
};

const SUBSCRIPTION: ListOfQuestions = {
  list: ["auditAccount", "subscriptions"],
  title: "reader of the alerts",
  fields: [
    {
      setting: ["protocol"],
      flag: "--subscription",
      text: "By email, email-json, https, sqs or lambda",
      preset: always("email-json"),
    },
    {
      setting: ["endpoint"],
      flag: "--subscription",
      text: "Its address, URL or ARN, such as security-team@example.com",
    },
  ],
};

/** In the order of asking: a rule that joins two answers is broken by the later one. */
export const QUESTIONS: readonly (Question | ListOfQuestions)[] = [
  {
    setting: ["prefix"],
    flag: "--prefix",
    text: "Prefix of every name",
    preset: always("bucket-warden"),
  },
  { setting: ["homeRegion"], flag: "--home-region", text: "Home region, such as us-east-1" },
  {
    setting: ["furtherRegions"],
    flag: "--further-region",
    text: "Further regions to watch",
    preset: none,
    many: true,
  },
  {
    setting: ["auditAccount", "id"],
    flag: "--audit-account",
    text: "Id of the audit account, where the evidence and the alerts go",
  },
  SUBSCRIPTION,
  {
    setting: ["membership"],
    flag: "--membership",
    text: "Accounts joined by invitation, or as members of an AWS organization",
    preset: always("invitation"),
  },
  organization("id", "--organization-id", "Id of the organization (o-…)"),
  organization("rootId", "--root-id", "Id of its root (r-…)"),
  organization("managementAccountId", "--management-account", "Id of its management account"),
  {
    ...organization(
      "guardrailTargets",
      "--guardrail-target",
      "Root, units or accounts whose administrators are kept from switching things off",
    ),
    preset: none,
    many: true,
  },
  WORKLOAD,
  {
    setting: ["backend", "type"],
    flag: "--backend",
    text: "Where Terraform's state goes: local, s3 or cloud (HCP Terraform)",
    preset: always("local"),
  },
  {
    setting: ["backend", "bucket"],
    flag: "--backend",
    text: "Its bucket, which exists",
    isAsked: backendIs("s3"),
  },
  {
    setting: ["backend", "region"],
    flag: "--backend",
    text: "The region of that bucket",
    preset: ({ homeRegion }) => String(homeRegion),
    isAsked: backendIs("s3"),
  },
  {
    setting: ["backend", "organization"],
    flag: "--backend",
    text: "The HCP Terraform organization",
    isAsked: backendIs("cloud"),
  },
];

/** By which flag a setting, or the part of it that is wrong, is given: `workloads[1].name`. */
export function flagOf(setting: string): string | undefined {
  const keys = setting.replaceAll(/\[\d+\]/g, "").split(".");
  const wholes = keys.map((_, index) => keys.slice(0, keys.length - index).join("."));
  return wholes.map((whole) => FLAGS.get(whole)).find((flag) => flag !== undefined);
}

const asked = QUESTIONS.flatMap((question) =>
  "fields" in question
    ? question.fields.map(({ setting, flag }) => ({ path: [...question.list, ...setting], flag }))
    : [{ path: question.setting, flag: question.flag }],
);

/** A setting that several questions make up has the flag of the first of them. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ...asked
    .flatMap(({ path, flag }) =>
      path.map((_, index) => [path.slice(0, index + 1).join("."), flag] as const),
    )
    .reverse(),
  // Nobody is asked for these.
  ["optInRegions", "--opt-in-region"],
  ["tags", "--tag"],
  ["organization.macieMembers", "--macie-member"],
]);
