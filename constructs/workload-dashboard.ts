import { Construct } from "constructs";
import { type WorkloadNames } from "../config/names";
import { type Chart, Dashboard, type Line } from "./dashboard";
import { queuesChart, rulesChart, trailChart } from "./dashboard-charts";

export interface WorkloadDashboardProps {
  readonly names: WorkloadNames;
  /** The home region and the further ones. */
  readonly regions: readonly string[];
}

const DAY_SECONDS = 24 * 3600;

/** Whether intruders are dealt with: the responder, what calls it, what it couldn't do. */
export class WorkloadDashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadDashboardProps,
  ) {
    super(scope, id);
    const { names } = props;
    new Dashboard(this, "Dashboard", {
      name: names.prefix,
      region: names.place.region,
      introduction:
        `## Bucket Warden: ${names.bucket}\n\n` +
        "The responder is called at every upload, and every five minutes by its schedule: a gap in " +
        "its invocations means that nobody watches. docs/alarms.md says what each alarm means.",
      charts: () => this.charts(),
    });
  }

  private charts(): readonly Chart[] {
    const { names, regions } = this.props;
    const { bucket, trailLogGroup, deadLetterQueue, failuresQueue, place } = names;
    return [
      this.responderChart("The responder: calls", [
        ["Invocations", "Sum", "calls"],
        ["Errors", "Sum", "errors"],
        ["Throttles", "Sum", "refused for want of concurrency"],
      ]),
      this.responderChart("The responder: how late (ms)", [
        ["AsyncEventAge", "Maximum", "oldest event"],
        ["Duration", "p95", "duration, 95 of 100"],
        ["Duration", "Maximum", "longest duration"],
      ]),
      this.responderChart("The responder: what it lost", [
        ["AsyncEventsDropped", "Sum", "given up"],
        ["DestinationDeliveryFailures", "Sum", "not even kept as a failure"],
      ]),
      rulesChart(this, "Invocations", "Events taken up, by rule"),
      rulesChart(this, "FailedInvocations", "Events that couldn't be delivered, by rule"),
      rulesChart(this, "RetryInvocationAttempts", "Deliveries tried again, by rule"),
      queuesChart([deadLetterQueue], regions),
      { ...queuesChart([failuresQueue], [place.region]), title: "Events the responder failed on" },
      trailChart(trailLogGroup),
      bucketChart(bucket),
    ];
  }

  private responderChart(
    title: string,
    lines: readonly [metric: string, statistic: Line["statistic"], label: string][],
  ): Chart {
    return {
      title,
      lines: lines.map(([metric, statistic, label]) => ({
        namespace: "AWS/Lambda",
        metric,
        dimensions: { FunctionName: this.props.names.responder },
        statistic,
        label,
      })),
    };
  }
}

/** S3 counts once a day, free of charge; its request metrics would have to be switched on. */
const bucketChart = (bucket: string): Chart => ({
  title: "Objects in the bucket",
  periodSeconds: DAY_SECONDS,
  lines: [
    {
      namespace: "AWS/S3",
      metric: "NumberOfObjects",
      dimensions: { BucketName: bucket, StorageType: "AllStorageTypes" },
      statistic: "Average",
      label: bucket,
    },
  ],
});
