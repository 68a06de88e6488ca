import type { PathSource } from "../scope";
import { denylistPaths } from "./blocks/denylist";
import { auditGuardrailPaths, guardrailPaths } from "./blocks/guardrails";
import { incidentPaths } from "./blocks/incidents";
import { ledgerPaths } from "./blocks/ledger";
import { quarantinePaths } from "./blocks/quarantine";
import { sparedPaths } from "./blocks/spared";
import { withheldPaths } from "./blocks/withheld";

/**
 * Who uploaded without being allowed is kept out, can't undo it, and nobody else is hit. In the
 * mode `observe` the responder makes no entry; one that is there holds all the same.
 */
export const blockPaths: PathSource = {
  shared: auditGuardrailPaths,
  ofWorkload: (scope) => [
    ...ledgerPaths(scope),
    ...denylistPaths(scope),
    ...incidentPaths(scope),
    ...sparedPaths(scope),
    ...quarantinePaths(scope),
    ...withheldPaths(scope),
    ...guardrailPaths(scope),
  ],
};
