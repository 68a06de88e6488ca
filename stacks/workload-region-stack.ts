import { AccountStack } from "./account-stack";

/** A workload account in a further region: watched there as at home, without a bucket. */
export class WorkloadRegionStack extends AccountStack {}
