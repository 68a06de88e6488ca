/** The parts of DynamoDB's items and updates that the ledger uses (hash key `pk`, a string). */
export type Attribute =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly SS: readonly string[] }
  | { readonly M: Readonly<Record<string, { readonly S: string }>> };

/** An item as DynamoDB gives it: attribute values by name, read with care. */
export type Item = Readonly<Record<string, unknown>>;

export interface Update {
  readonly Key: Readonly<Record<string, { readonly S: string }>>;
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Attribute>>;
}

/** The ledger table, as far as incidents and episodes need it. */
export interface Table {
  /** Items by their `pk`, read consistently in one call; what isn't there is absent. */
  readonly read: (pks: readonly string[]) => Promise<ReadonlyMap<string, Item>>;
  /** @returns the item as it was before (empty when it is new), or that the condition didn't hold */
  readonly update: (update: Update) => Promise<Item | "refused">;
  /** All of the updates in one call, or none. */
  readonly updateAll: (updates: readonly Update[]) => Promise<void>;
}

export const itemKey = (pk: string) => ({ pk: { S: pk } });
