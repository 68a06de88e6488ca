import { ownedBy } from "../../proof/model/policies";
import { textOf } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { each } from "../judging";
import { plainHttpFault } from "../tls";

export const queueTlsOnly: Invariant = {
  id: "queue-tls-only",
  title: "Every queue refuses requests without TLS",
  why: "Whoever listens on the way reads dead letters.",
  judge: each("aws_sqs_queue", (queue, { estate }) => {
    const arn = textOf(queue, "arn") ?? "";
    return plainHttpFault(ownedBy(estate, arn), "sqs:*", [arn]);
  }),
};
