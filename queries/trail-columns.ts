/**
 * A record of CloudTrail as Athena reads it: names and types of the Athena guide's table for trails
 * (create-cloudtrail-table). The SerDe finds a record's fields whatever their case; a `string` holds
 * an object as its JSON text.
 */
export interface TrailColumn {
  readonly name: string;
  /** Hive's words. */
  readonly type: string;
}

const text = (name: string): TrailColumn => ({ name, type: "string" });

/** Text fields, and fields within fields. */
interface Shape {
  readonly [field: string]: "string" | Shape | typeof ANY_FIELDS;
}
const ANY_FIELDS = "map<string,string>";

const struct = (shape: Shape): string => {
  const fields = Object.entries(shape).map(
    ([field, type]) => `${field}:${typeof type === "string" ? type : struct(type)}`,
  );
  return `struct<${fields.join(",")}>`;
};

const USER_IDENTITY = struct({
  type: "string",
  principalid: "string",
  arn: "string",
  accountid: "string",
  invokedby: "string",
  accesskeyid: "string",
  username: "string",
  onbehalfof: { userid: "string", identitystorearn: "string" },
  sessioncontext: {
    attributes: { mfaauthenticated: "string", creationdate: "string" },
    sessionissuer: {
      type: "string",
      principalid: "string",
      arn: "string",
      accountid: "string",
      username: "string",
    },
    ec2roledelivery: "string",
    webidfederationdata: { federatedprovider: "string", attributes: ANY_FIELDS },
  },
});

const RESOURCE = struct({ arn: "string", accountid: "string", type: "string" });

const ADDENDUM = struct({
  reason: "string",
  updatedfields: "string",
  originalrequestid: "string",
  originaleventid: "string",
});

const TLS = struct({
  tlsversion: "string",
  ciphersuite: "string",
  clientprovidedhostheader: "string",
});

export const TRAIL_COLUMNS: readonly TrailColumn[] = [
  text("eventversion"),
  { name: "useridentity", type: USER_IDENTITY },
  text("eventtime"),
  text("eventsource"),
  text("eventname"),
  text("awsregion"),
  text("sourceipaddress"),
  text("useragent"),
  text("errorcode"),
  text("errormessage"),
  text("requestparameters"),
  text("responseelements"),
  text("additionaleventdata"),
  text("requestid"),
  text("eventid"),
  text("readonly"),
  { name: "resources", type: `array<${RESOURCE}>` },
  text("eventtype"),
  text("apiversion"),
  text("recipientaccountid"),
  text("serviceeventdetails"),
  text("sharedeventid"),
  text("vpcendpointid"),
  text("vpcendpointaccountid"),
  text("eventcategory"),
  { name: "addendum", type: ADDENDUM },
  text("sessioncredentialfromconsole"),
  text("edgedevicedetails"),
  { name: "tlsdetails", type: TLS },
];
