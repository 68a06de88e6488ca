import { z } from "zod";
import { accountId } from "./aws-rules";

const ROOT_RULE =
  "the id of the organization's root (r-…): aws organizations list-roots --query 'Roots[].Id'";
const TARGET_RULE = "the id of a root (r-…), an organizational unit (ou-…) or an account";

const policyTarget = z
  .string({ error: TARGET_RULE })
  .regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/, TARGET_RULE);

const servicePrincipal = z
  .string()
  .regex(/^[a-z0-9.-]+\.amazonaws\.com$/, "a service principal such as sso.amazonaws.com");

/** Types of policy that an organization may have switched on. */
const POLICY_TYPES = [
  "SERVICE_CONTROL_POLICY",
  "RESOURCE_CONTROL_POLICY",
  "TAG_POLICY",
  "BACKUP_POLICY",
  "AISERVICES_OPT_OUT_POLICY",
  "CHATBOT_POLICY",
  "DECLARATIVE_POLICY_EC2",
] as const;

const macieMember = z.strictObject({
  /** A member other than the audit account. */
  accountId,
  /** As Organizations has it, by which Macie takes members: aws organizations list-accounts. */
  email: z.email("the account's e-mail address"),
});

export const organizationSchema = z.strictObject({
  /** aws organizations describe-organization */
  id: z
    .string({ error: "an organization's id (o-…)" })
    .regex(/^o-[a-z0-9]{10,32}$/, "an organization's id (o-…)"),
  /** What Security Hub's configuration policy is associated with. */
  rootId: z.string({ error: ROOT_RULE }).regex(/^r-[0-9a-z]{4,32}$/, ROOT_RULE),
  /** Delegates the services to the audit account, and guards no bucket. */
  managementAccountId: accountId,
  /**
   * `by-hand`: somebody has enabled it (docs/organization.md), and a plan fails while it is
   * missing. Otherwise the organization itself is imported, and its whole list of services and
   * policy types is managed here: name every other one that is in use, or it is switched off.
   */
  trustedAccess: z
    .union(
      [
        z.literal("by-hand"),
        z.strictObject({
          /** Every other service with trusted access. */
          otherServices: z.array(servicePrincipal),
          /** Every type of policy that is switched on. */
          policyTypes: z.array(z.enum(POLICY_TYPES)),
        }),
      ],
      { error: '"by-hand", or { otherServices: […], policyTypes: […] }' },
    )
    .default("by-hand"),
  /** Accounts that joined before Macie was delegated: it enrolls only those that join later. */
  macieMembers: z.array(macieMember).default([]),
  /**
   * Roots, units and accounts whose administrators can't switch off the trail, the detectors, the
   * recorder, the responder or a quarantine. @default none: no service control policy is made
   */
  guardrailTargets: z.array(policyTarget).max(100, "at most 100").default([]),
});

export type Organization = z.output<typeof organizationSchema>;
