import type { WardenConfig } from "../../config/schema";
import { type StackJson } from "../../stacks/read-stack";
import { type Problem } from "./finding";

/** How each service says that it has no such thing. */
const ABSENT = new Set([
  "AWS.SimpleQueueService.NonExistentQueue",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchConfigurationRecorderException",
  "NoSuchDeliveryChannelException",
  "NoSuchPublicAccessBlockConfiguration",
  "NotFound",
  "NotFoundException",
  "ObjectLockConfigurationNotFoundError",
  "OwnershipControlsNotFoundError",
  "QueueDoesNotExist",
  "ResourceNotFoundException",
  "ServerSideEncryptionConfigurationNotFoundError",
  "TrailNotFoundException",
]);

/** A part that AWS doesn't show: it isn't there, or the caller may not see it. */
export function unseen(error: unknown, stack: StackJson): Problem {
  const [name, message] = said(error);
  if (ABSENT.has(name)) {
    return {
      what: "it isn't there",
      remedy: `apply the stack ${stack.name}; if it was applied before, find in the trail who deleted it`,
    };
  }
  return {
    what: `it can't be looked at: ${name}: ${message}`,
    remedy: "let the role make this call, or try again later",
  };
}

export const cantEnter = ({ deploymentRole }: WardenConfig, error: unknown): Problem => ({
  what: `the account can't be entered: ${said(error).join(": ")}`,
  remedy: `use credentials of the account itself, or such as may assume its role ${deploymentRole}`,
});

const said = (error: unknown): [name: string, message: string] =>
  error instanceof Error ? [error.name, error.message] : ["Error", String(error)];
