import { ownedBy } from "../../proof/model/policies";
import { textOf } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { each } from "../judging";
import { plainHttpFault } from "../tls";

export const topicTlsOnly: Invariant = {
  id: "topic-tls-only",
  title: "Every topic refuses to be published to without TLS",
  why: "Whoever listens on the way reads alerts. SNS takes no wider action here than Publish.",
  judge: each("aws_sns_topic", (topic, { estate }) => {
    const arn = textOf(topic, "arn") ?? "";
    return plainHttpFault(ownedBy(estate, arn), "sns:Publish", [arn]);
  }),
};
