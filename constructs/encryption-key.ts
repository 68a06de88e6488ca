import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { policyJson, type Statement } from "../policies/document";

export interface EncryptionKeyProps {
  /** `alias/…` */
  readonly alias: string;
  readonly description: string;
  readonly statements: readonly Statement[];
}

/** Symmetric key that rotates every year and is found by its alias. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    { alias, description, statements }: EncryptionKeyProps,
  ) {
    super(scope, id);
    const key = new KmsKey(this, "Resource", {
      description,
      enableKeyRotation: true,
      // The longest AWS offers: logs under a deleted key can never be read again.
      deletionWindowInDays: 30,
      policy: policyJson(statements),
    });
    new KmsAlias(this, "Alias", { name: alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
