import { AccountStack } from "./account-stack";

/** The delegated administrator in a further region. */
export class AuditOrganizationRegionStack extends AccountStack {}
