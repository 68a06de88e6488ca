import { z } from "zod";
import { region } from "./aws-rules";

/** Services whose service-linked role exists once in an account, whoever made it first. */
export const LINKED_SERVICES = ["config", "guardduty", "macie", "securityhub"] as const;
export type LinkedService = (typeof LINKED_SERVICES)[number];

const FATE_RULE = '"import" brings it under this module, "leave" leaves it to its owner';
const fate = z.enum(["import", "leave"], { error: FATE_RULE });

const DETECTOR_RULE =
  '"leave", or { import: "<detector id>" } of 32 hexadecimal digits: aws guardduty list-detectors';
const RECORDER_RULE =
  '"leave", or { import: "<recorder>", channel: "<delivery channel>" }: ' +
  "aws configservice describe-configuration-recorders, describe-delivery-channels";
const AGGREGATOR_ARN = /^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:\d{12}:finding-aggregator\/[\w-]+$/;
const AGGREGATOR_RULE =
  '"leave", or { import: "<its ARN>" }: aws securityhub list-finding-aggregators';

const inRegion = z.strictObject({
  /** GuardDuty's, of which there is one. */
  detector: z
    .union(
      [
        z.literal("leave"),
        z.strictObject({
          /** Its id. */
          import: z.string().regex(/^[0-9a-f]{32}$/, DETECTOR_RULE),
        }),
      ],
      {
        error: DETECTOR_RULE,
      },
    )
    .optional(),
  /** The hub, where it is switched on already. */
  securityHub: fate.optional(),
  /** Of the audit account, in the home region: the hub's aggregator, of which there is one. */
  findingAggregator: z
    .union(
      [
        z.literal("leave"),
        z.strictObject({
          /** Its ARN. */
          import: z.string().regex(AGGREGATOR_ARN, AGGREGATOR_RULE),
        }),
      ],
      {
        error: AGGREGATOR_RULE,
      },
    )
    .optional(),
  /** Macie's session, where it is switched on already. */
  macie: fate.optional(),
  /** AWS Config takes one recorder and one channel for each account and region, by any name. */
  recorder: z
    .union(
      [
        z.literal("leave"),
        z.strictObject({
          /** The recorder's name. */
          import: z.string().min(1),
          /** The delivery channel's name. */
          channel: z.string().min(1),
        }),
      ],
      { error: RECORDER_RULE },
    )
    .optional(),
});

/**
 * What an account had before this module came. Each of these exists at most once, so making it
 * again would fail the apply.
 */
export const existingSchema = z.strictObject({
  /** `AWSServiceRoleFor…`, by service. */
  linkedRoles: z.partialRecord(z.enum(LINKED_SERVICES), fate).default({}),
  /** By region, since each region has a detector, hub, recorder and Macie session of its own. */
  regions: z.record(region, inRegion).default({}),
});

export type Existing = z.output<typeof existingSchema>;
export type ExistingInRegion = z.output<typeof inRegion>;
