import {
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  ListAccessKeysCommand,
  NoSuchEntityException,
} from "@aws-sdk/client-iam";
import { iamArn } from "../../config/names";
import { INTRUDER_POLICY, INTRUDING_ROLE, INTRUDING_USER } from "./actor";
import { type Backstage, guardedOf } from "./backstage";
import { type Clients } from "./clients";
import { attachedPolicies } from "./observe";

/** Removes the intruders with all that hangs on them, the quarantine policy included. */
export async function dismissIntruders(backstage: Backstage): Promise<void> {
  const { place } = guardedOf(backstage.config).names;
  const operator = await backstage.operator(place.accountId);
  await ifThere(() => dismissUser(operator, iamArn(place, `user/${INTRUDING_USER}`)));
  await ifThere(() => dismissRole(operator, iamArn(place, `role/${INTRUDING_ROLE}`)));
  backstage.recorder.note("The intruders are removed", `${INTRUDING_USER}, ${INTRUDING_ROLE}`);
}

async function dismissUser(operator: Clients, arn: string): Promise<void> {
  const { iam } = operator;
  const named = { UserName: INTRUDING_USER };
  for (const PolicyArn of await attachedPolicies(operator, { arn })) {
    await iam.send(new DetachUserPolicyCommand({ ...named, PolicyArn }));
  }
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand(named));
  for (const { AccessKeyId } of AccessKeyMetadata) {
    await iam.send(new DeleteAccessKeyCommand({ ...named, AccessKeyId }));
  }
  await iam.send(new DeleteUserPolicyCommand({ ...named, PolicyName: INTRUDER_POLICY }));
  await iam.send(new DeleteUserCommand(named));
}

async function dismissRole(operator: Clients, arn: string): Promise<void> {
  const { iam } = operator;
  const named = { RoleName: INTRUDING_ROLE };
  for (const PolicyArn of await attachedPolicies(operator, { arn })) {
    await iam.send(new DetachRolePolicyCommand({ ...named, PolicyArn }));
  }
  await iam.send(new DeleteRolePolicyCommand({ ...named, PolicyName: INTRUDER_POLICY }));
  await iam.send(new DeleteRoleCommand(named));
}

/** A story that broke off early never let them in. */
async function ifThere(dismiss: () => Promise<void>): Promise<void> {
  try {
    await dismiss();
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
  }
}
