import { AssetType, TerraformAsset } from "cdktf";
import { type Construct } from "constructs";
import { type ResponderArchive } from "./responder-archive";

const HASH_DIGITS = 32;

/** A zip file that lies in the stack's own folder, at a path that holds the hash of its content. */
export class ArchiveAsset extends TerraformAsset {
  constructor(
    scope: Construct,
    id: string,
    readonly archive: ResponderArchive,
  ) {
    super(scope, id, {
      path: archive.path,
      type: AssetType.FILE,
      assetHash: Buffer.from(archive.sha256Base64, "base64").toString("hex").slice(0, HASH_DIGITS),
    });
  }
}
