import { AccountStack } from "./account-stack";

/** The management account: makes the audit account the administrator of the security services. */
export class OrganizationStack extends AccountStack {}
