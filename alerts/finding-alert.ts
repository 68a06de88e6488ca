import { alertSchema } from "./alert-schema";

/** What a person needs to know and to do must stand in the message, and machines must read it. */
export function faultsOfFindingAlert(document: unknown, severity: string): string[] {
  const { data: alert, error } = alertSchema.safeParse(document);
  if (error) {
    const issues = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    return ["not by the alert's schema", ...issues];
  }
  if (alert.kind !== "finding") return [`an alert of the kind ${alert.kind}`];
  const { title, account, region, resource, time, nextStep, links } = alert;
  const urls = links.map(({ url }) => url);
  const told = { title, account: account.id, region, resource, time, nextStep, link: urls.join() };
  const blank = Object.entries(told).flatMap(([name, value]) =>
    value === "" ? [`no ${name}`] : [],
  );
  const broken = urls.filter((url) => !URL.canParse(url)).map((url) => `the link ${url} is broken`);
  const graded = alert.severity === severity ? [] : [`severity ${alert.severity}`];
  return [...graded, ...blank, ...broken];
}
