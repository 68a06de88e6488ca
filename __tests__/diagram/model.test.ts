import { diagramOf } from "../../diagram/model/build";
import type { Diagram } from "../../diagram/model/diagram";
import { committed } from "../support/proof";

const invitation = committed("invitation");
const organization = committed("organization");
const diagram = diagramOf(invitation.config, invitation.stacks);
const ofOrganization = diagramOf(organization.config, organization.stacks);

/** `Responder → Alerts topic`, in the workload's box or the audit account's. */
const linesOf = ({ nodes, edges }: Diagram) => {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return edges.map((edge) => ({
    ...edge,
    between: `${titles.get(edge.from) ?? "?"} → ${titles.get(edge.to) ?? "?"}`,
  }));
};

const line = (of: Diagram, between: string) =>
  linesOf(of).find((one) => one.between === between) ?? {};

test("each account in each region has one box, with its number", () => {
  expect(ofOrganization.boxes.map(({ title, place }) => `${title} ${place.accountId}`)).toEqual([
    "Audit account 111111111111",
    "Management account 999999999999",
    "Workload account · payments 222222222222",
  ]);
});

test.each([
  ["Production bucket → Responder", "event", "S3 notification"],
  ["Production bucket → Trail", "event", "object-level calls"],
  ["Trail → Upload rule", "event", "API calls"],
  ["Upload rule → Responder", "event", "lambda:InvokeFunction"],
  ["Responder → Production bucket", "permission", "s3:DeleteObject"],
  ["Responder → Ledger", "permission", "dynamodb:UpdateItem"],
  ["Responder → Alerts topic", "permission", "sns:Publish"],
  ["GuardDuty → Forwarding rules", "event", "findings"],
  ["Forwarding rules → Security bus", "event", "events:PutEvents"],
  ["Security bus → Alert rules", "event", "security events"],
  ["Alert rules → Alerts topic", "event", "sns:Publish"],
  ["Alert rules → Dead letters", "failure", "undeliverable"],
  ["Alerts topic → Security team", "event", "email-json"],
  ["Trail → Trail archive", "delivery", "log files"],
  ["Config → Config archive", "delivery", "history"],
  ["Config → Config aggregator", "membership", "aggregated"],
  ["Security Hub → Security Hub", "membership", "member"],
  ["Macie → Macie results", "delivery", "results"],
])("%s is drawn, by its %s %s", (between, kind, label) => {
  expect(line(diagram, between)).toMatchObject({ kind, quiet: false });
  expect(line(diagram, between)).toHaveProperty(["labels", 0], label);
});

test("encryption is told only of what is chosen", () => {
  expect(line(diagram, "Production bucket → Workload key")).toMatchObject({
    kind: "key",
    quiet: true,
  });
  expect(linesOf(diagram).filter(({ kind, quiet }) => kind === "key" && !quiet)).toEqual([]);
});

test("the management account delegates each service to the audit account", () => {
  const delegated = linesOf(ofOrganization).filter(({ labels }) => labels.includes("delegated"));

  expect(
    delegated
      .filter(({ quiet }) => !quiet)
      .map(({ between }) => between)
      .sort(),
  ).toEqual([
    "Delegations → Config aggregator",
    "Delegations → GuardDuty",
    "Delegations → Macie",
    "Delegations → Security Hub",
    "Delegations → Trail",
  ]);
});

test("a node has its settings, policies as JSON, and where they stand", () => {
  const { nodes } = diagramOf(invitation.config, invitation.stacks, {
    lineOf: (file, address) => file.length + address.length,
  });
  const bucket = nodes.find(({ title }) => title === "Production bucket");
  const part = (type: string) =>
    bucket?.parts.find(({ address }) => address.startsWith(`${type}.`));

  expect(bucket?.parts.map(({ address }) => address.split(".")[0])).toEqual(
    expect.arrayContaining([
      "aws_s3_bucket",
      "aws_s3_bucket_lifecycle_configuration",
      "aws_s3_bucket_object_lock_configuration",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_versioning",
    ]),
  );
  expect(part("aws_s3_bucket_policy")?.settings).toMatchObject({
    bucket: "acme-payments-prod",
    policy: { Version: "2012-10-17" },
  });
  const { file = "", address = "" } = part("aws_s3_bucket") ?? {};
  expect(file).toMatch(/cdk\.tf\.json$/);
  expect(part("aws_s3_bucket")?.line).toBe(file.length + address.length);
});

test("a service's role is its setting; roles of people and programs stand alone", () => {
  const titles = diagram.nodes.filter(({ parts }) => parts[0]?.address.startsWith("aws_iam_role."));
  expect(titles.map(({ name }) => name)).toEqual(["FileUploaderRole", "SecurityMonitoringRole"]);
});

describe("what is folded", () => {
  test("workloads but the first are one node with their count, and send their events", () => {
    const folded = ofOrganization.nodes.find(({ id }) => id === "fold-workloads");

    expect(folded).toMatchObject({ box: "", title: "+ 2 workloads", name: "claims, ledger" });
    expect(folded?.stacks).toHaveLength(4);
    expect(line(ofOrganization, "+ 2 workloads → Security bus")).toMatchObject({ quiet: false });
  });

  test("further regions are one node in their account's box", () => {
    const regions = ofOrganization.nodes.filter(({ title }) => title === "Further regions");

    expect(regions.map(({ box, name }) => `${box} ${name}`)).toEqual([
      "box-111111111111-us-east-1 eu-west-1",
      "box-999999999999-us-east-1 eu-west-1",
      "box-222222222222-us-east-1 eu-west-1",
    ]);
  });

  test("--only chooses who isn't", () => {
    const { boxes, nodes } = diagramOf(organization.config, organization.stacks, {
      chosen: ["workload-claims", "workload-claims-eu-west-1"],
    });

    expect(boxes.slice(2).map(({ title, place }) => `${title} ${place.region}`)).toEqual([
      "Workload account · claims us-east-1",
      "Workload account · claims eu-west-1",
    ]);
    expect(nodes.find(({ id }) => id === "fold-workloads")?.name).toBe("payments, ledger");
  });

  test("each line's ends are drawn", () => {
    for (const { nodes, edges } of [diagram, ofOrganization]) {
      const ids = new Set(nodes.map(({ id }) => id));
      expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
    }
  });
});
