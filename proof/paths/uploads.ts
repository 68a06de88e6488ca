import type { PathSource } from "../scope";
import { deletionPaths } from "./uploads/deletion";
import { monitoringPaths } from "./uploads/monitoring";
import { otherPaths, replicationPaths } from "./uploads/others";
import { allowedPaths, fileUploaderPaths } from "./uploads/uploaders";

/** Whoever may upload can, under the bucket's terms; and whoever works beside them does only that. */
export const uploadPaths: PathSource = {
  ofWorkload: (scope) => [
    ...fileUploaderPaths(scope),
    ...allowedPaths(scope),
    ...replicationPaths(scope),
    ...otherPaths(scope),
    ...deletionPaths(scope),
    ...monitoringPaths(scope),
  ],
};
