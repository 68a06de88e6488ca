import { scopesOf } from "../../../proof/scope";
import { declaredRoles } from "../../../proof/needs/roles";
import { declaredPolicies } from "../../../proof/needs/policies";
import { RESPONDER_NEEDS } from "../../../lambda/responder/needs";
import { exampleConfig, exampleWorkload, organizationConfig } from "../../support/example";

const [shared, payments] = scopesOf(exampleConfig(), []);
const [ofOrganization] = scopesOf(organizationConfig(), []);

const namesIn = (scope: typeof shared): string[] =>
  scope ? declaredRoles(scope).map(({ name, stack }) => `${stack} ${name}`) : [];

test("every role that the configuration asks for has declared needs", () => {
  expect(namesIn(shared)).toEqual(["audit acme-forwarder", "audit acme-trail-logs"]);
  expect(namesIn(ofOrganization)).toEqual([
    "audit acme-forwarder",
    "audit-organization acme-trail-logs",
    "audit-organization acme-config-aggregator",
  ]);
  expect(namesIn(payments)).toEqual(
    [
      "acme-forwarder",
      "acme-trail-logs",
      "acme-responder",
      "FileUploaderRole",
      "SecurityMonitoringRole",
    ].map((name) => `workload-payments ${name}`),
  );
});

test("the malware scanner has needs where it scans", () => {
  const scanned = exampleConfig({ workloads: [exampleWorkload({ malwareProtection: true })] });
  expect(namesIn([...scopesOf(scanned, [])][1])).toContain(
    "workload-payments acme-malware-scanner",
  );
});

test("each need that is declared beside the responder's code is one on its resource", () => {
  const responder =
    payments && declaredRoles(payments).find(({ name }) => name.endsWith("responder"));

  expect(responder?.needs.map(({ action }) => action)).toEqual(
    RESPONDER_NEEDS.map(({ action }) => action),
  );
  expect(responder?.needs.find(({ action }) => action === "iam:AttachRolePolicy")).toEqual({
    action: "iam:AttachRolePolicy",
    resource: "arn:aws:iam::222222222222:role/*",
    context: { "iam:PolicyARN": "arn:aws:iam::222222222222:policy/acme-quarantine" },
    condition: {
      ArnEquals: { "iam:PolicyARN": ["arn:aws:iam::222222222222:policy/acme-quarantine"] },
    },
  });
});

test("every region with rules has a queue for what they couldn't deliver", () => {
  const config = exampleConfig({ furtherRegions: ["eu-west-1"] });
  const [audit] = scopesOf(config, []);
  const queues = audit ? declaredPolicies(audit).filter(({ arn }) => arn.includes(":sqs:")) : [];

  expect(queues.map(({ arn }) => arn)).toEqual([
    // Where the doctor's canaries come back; they leave from every region, and arrive in one.
    "arn:aws:sqs:us-east-1:111111111111:acme-canary",
    "arn:aws:sqs:us-east-1:111111111111:acme-dead-letters",
    "arn:aws:sqs:eu-west-1:111111111111:acme-dead-letters",
  ]);
});
