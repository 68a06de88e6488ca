import { AccountStack } from "./account-stack";

/** The audit account as delegated administrator: what holds for every account of the organization. */
export class AuditOrganizationStack extends AccountStack {}
