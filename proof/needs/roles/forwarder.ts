import { type AccountNames, arn } from "../../../config/names";
import { type DeclaredRole, trustService } from "../need";

/**
 * Rules of the account put findings on the security bus: a bus of another account is a target by a
 * role alone (EventBridge guide, eb-cross-account; its trust: cross-service-confused-deputy-prevention).
 */
export const forwarder = (names: AccountNames, busArn: string, stack: string): DeclaredRole => ({
  name: names.forwarderRole,
  arn: names.forwarderRoleArn,
  stack,
  trust: trustService("events.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": [names.place.accountId] },
    // In whichever region the rule is: the role is the whole account's.
    ArnLike: {
      "aws:SourceArn": [
        arn("events", { ...names.place, region: "*" }, `rule/${names.prefix}-forward-*`),
      ],
    },
  }),
  needs: [{ action: "events:PutEvents", resource: busArn }],
});
