import { iamArn, partitionOf } from "../config/names";
import { type BusEvent } from "../decisions/bus-event";
import { eventAt, idOf, type Place, TIME } from "./place";

/** A call to AWS, in CloudTrail's words. */
export interface Call {
  /** `eventSource` without `.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  /** As CloudTrail writes them; null for calls without any. */
  readonly parameters?: Readonly<Record<string, unknown>> | null;
  /** @default a session of some role of the account */
  readonly by?: (place: Place) => object;
  /** @default "Management" */
  readonly category?: "Data";
  /** Set when AWS refused it. */
  readonly errorCode?: string;
}

const session = (role: string, { account, region }: Place) => {
  const place = { partition: partitionOf(region), region, accountId: account };
  return {
    type: "AssumedRole",
    principalId: "AROAEXAMPLEROLEEXAMPL:mallory",
    arn: `arn:${place.partition}:sts::${account}:assumed-role/${role}/mallory`,
    accountId: account,
    accessKeyId: "ASIAEXAMPLEEXAMPLEEX",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLEROLEEXAMPL",
        arn: iamArn(place, `role/${role}`),
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: TIME, mfaAuthenticated: "false" },
    },
  };
};

export const byRole =
  (role: string) =>
  (place: Place): object =>
    session(role, place);

export const byUser = ({ account }: Place): object => ({
  type: "IAMUser",
  principalId: "AIDAEXAMPLEUSEREXAMPL",
  arn: `arn:aws:iam::${account}:user/mallory`,
  accountId: account,
  accessKeyId: "AKIAEXAMPLEEXAMPLEEX",
  userName: "mallory",
});

export const byRoot = ({ account }: Place): object => ({
  type: "Root",
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
  accessKeyId: "",
});

/** What a service does in the name of root. */
export const byServiceForRoot = (place: Place): object => ({
  ...byRoot(place),
  invokedBy: "config.amazonaws.com",
});

/** CloudTrail guide, "CloudTrail record contents"; EventBridge reference, "AWS service events". */
export function callEvent(place: Place, call: Call): BusEvent {
  const { service, name, parameters = null, by = byRole("operations"), category, errorCode } = call;
  return eventAt(place, {
    source: `aws.${service}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventVersion: "1.11",
      userIdentity: by(place),
      eventTime: TIME,
      eventSource: `${service}.amazonaws.com`,
      eventName: name,
      awsRegion: place.region,
      sourceIPAddress: "203.0.113.7",
      userAgent: "aws-cli/2.27.0",
      ...(errorCode !== undefined && { errorCode, errorMessage: "User is not authorized" }),
      requestParameters: parameters,
      responseElements: null,
      requestID: idOf([place, name]),
      eventID: idOf([place, call.name, parameters, errorCode]),
      readOnly: false,
      eventType: "AwsApiCall",
      managementEvent: category === undefined,
      recipientAccountId: place.account,
      eventCategory: category ?? "Management",
    },
  });
}

/** CloudTrail guide, "AWS Management Console sign-in events". */
export const signInEvent = (place: Place, result: "Success" | "Failure"): BusEvent =>
  eventAt(place, {
    source: "aws.signin",
    "detail-type": "AWS Console Sign In via CloudTrail",
    detail: {
      eventVersion: "1.11",
      userIdentity: byRoot(place),
      eventTime: TIME,
      eventSource: "signin.amazonaws.com",
      eventName: "ConsoleLogin",
      awsRegion: place.region,
      sourceIPAddress: "203.0.113.7",
      userAgent: "Mozilla/5.0",
      ...(result === "Failure" && { errorMessage: "Failed authentication" }),
      requestParameters: null,
      responseElements: { ConsoleLogin: result },
      additionalEventData: { LoginTo: "https://console.aws.amazon.com", MFAUsed: "No" },
      eventID: idOf([place, result]),
      readOnly: false,
      eventType: "AwsConsoleSignIn",
      managementEvent: true,
      recipientAccountId: place.account,
      eventCategory: "Management",
    },
  });
