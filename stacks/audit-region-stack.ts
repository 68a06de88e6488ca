import { AccountStack } from "./account-stack";

/** The audit account in a further region: what happens there reaches the home region's bus. */
export class AuditRegionStack extends AccountStack {}
