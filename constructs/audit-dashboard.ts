import { Construct } from "constructs";
import { alertTopicNames, type AuditNames } from "../config/names";
import { Dashboard, type Chart } from "./dashboard";
import { queuesChart, rulesChart, trailChart } from "./dashboard-charts";

export interface AuditDashboardProps {
  readonly names: AuditNames;
  /** The home region and the further ones. */
  readonly regions: readonly string[];
}

/** Whether the security team is told: from the bus to the topic, and what was lost between them. */
export class AuditDashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuditDashboardProps,
  ) {
    super(scope, id);
    const { names } = props;
    new Dashboard(this, "Dashboard", {
      name: names.prefix,
      region: names.place.region,
      introduction:
        "## Bucket Warden: the security account\n\n" +
        "Alerts on their way to the security team. Every line but the first three charts' should " +
        "stay at nought; docs/alarms.md says what each alarm means. The workloads have dashboards " +
        "of their own, in their accounts.",
      charts: () => this.charts(),
    });
  }

  private charts(): readonly Chart[] {
    const { names, regions } = this.props;
    const topics = alertTopicNames(names);
    return [
      topicsChart("Alerts published", "NumberOfMessagesPublished", topics),
      topicsChart("Alerts delivered to subscribers", "NumberOfNotificationsDelivered", topics),
      rulesChart(this, "Invocations", "Findings taken up, by rule"),
      topicsChart("Alerts that didn't reach a subscriber", "NumberOfNotificationsFailed", topics),
      rulesChart(this, "FailedInvocations", "Findings that couldn't be delivered, by rule"),
      rulesChart(this, "RetryInvocationAttempts", "Deliveries tried again, by rule"),
      queuesChart([names.deadLetterQueue], regions),
      // The account's own trail, or the organization's.
      trailChart(names.trailLogGroup),
    ];
  }
}

const topicsChart = (title: string, metric: string, topics: readonly string[]): Chart => ({
  title,
  lines: topics.map((topic) => ({
    namespace: "AWS/SNS",
    metric,
    dimensions: { TopicName: topic },
    statistic: "Sum",
    label: topic,
  })),
});
