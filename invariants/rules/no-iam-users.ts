import type { Invariant } from "../invariant";
import { none } from "../judging";

export const noIamUsers: Invariant = {
  id: "no-iam-users",
  title: "No stack makes a user, a password or an access key",
  why: "Keys that last are stolen, and Terraform's state would hold them.",
  judge: none(
    [
      "aws_iam_access_key",
      "aws_iam_group",
      "aws_iam_service_specific_credential",
      "aws_iam_user",
      "aws_iam_user_login_profile",
      "aws_iam_user_policy",
      "aws_iam_user_policy_attachment",
      "aws_iam_user_ssh_key",
    ],
    "people and machines come by roles: no users here",
  ),
};
