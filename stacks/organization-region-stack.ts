import { AccountStack } from "./account-stack";

/** The management account in a further region: GuardDuty is delegated region by region. */
export class OrganizationRegionStack extends AccountStack {}
