/** The bucket an event is read for, and the account it belongs to. */
export interface GuardedPlace {
  readonly bucket: string;
  readonly accountId: string;
}

/** The account of a guarded bucket; undefined for a bucket that nobody guards here. */
export type AccountOf = (bucket: string) => string | undefined;
