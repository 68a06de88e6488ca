import { createHash } from "node:crypto";
import { type RemovePorts } from "../../../lambda/responder/remove/object-ports";

interface Stored {
  readonly key: string;
  readonly versionId: string;
  readonly etag: string;
  readonly lastModified: Date;
  readonly isMarker: boolean;
  tag?: string;
}

/** A versioned bucket in memory: the newest version of a key is the last. */
export class FakeBucket {
  readonly versions: Stored[] = [];
  private count = 0;

  /** Stores a version as an upload would. */
  put(key: string, content: string, at: Date): Stored {
    return this.add({
      key,
      versionId: `v${++this.count}`,
      etag: createHash("md5").update(content).digest("hex"),
      lastModified: at,
      isMarker: false,
    });
  }

  ids(): string[] {
    return this.versions.map(({ versionId }) => versionId);
  }

  ports(): RemovePorts {
    return {
      deleteVersion: async ({ key, versionId }) => {
        await Promise.resolve();
        const at = this.versions.findIndex((v) => v.key === key && v.versionId === versionId);
        if (at >= 0) this.versions.splice(at, 1);
        return { answer: "gone" };
      },
      deleteCurrent: async ({ key, etag }) => {
        await Promise.resolve();
        const newest = this.newest(key);
        if (!newest || newest.isMarker) return { answer: "absent" };
        if (newest.etag !== etag) return { answer: "changed" };
        const markerId = `marker${++this.count}`;
        this.add({ ...newest, versionId: markerId, etag: "", isMarker: true });
        return { answer: "marked", markerId };
      },
      listVersions: async ({ key }) => {
        await Promise.resolve();
        const newest = this.newest(key);
        const versions = this.versions.filter((version) => version.key === key).toReversed();
        return { versions: versions.map((v) => ({ ...v, isLatest: v === newest })) };
      },
      tagRefused: async ({ key, versionId }) => {
        await Promise.resolve();
        const found = this.versions.find((v) => v.key === key && v.versionId === versionId);
        if (found) found.tag = "refused";
      },
    };
  }

  private newest = (key: string) => this.versions.findLast((version) => version.key === key);

  private add(stored: Stored): Stored {
    this.versions.push(stored);
    return stored;
  }
}
