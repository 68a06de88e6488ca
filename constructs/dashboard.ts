import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Lazy, TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** One line of a chart. */
export interface Line {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Maximum" | "Sum" | "p95";
  readonly label: string;
  /** @default the dashboard's */
  readonly region?: string;
}

export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Metrics that come once a day need a period of one. @default 5 minutes */
  readonly periodSeconds?: number;
}

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  /** What the reader should know, in Markdown. */
  readonly introduction: string;
  /** Asked when the stack is complete, so that it finds all that is there. */
  readonly charts: () => readonly Chart[];
}

/** Columns of CloudWatch's grid; three charts stand side by side. */
const GRID = { columns: 24, across: 3 };
const TEXT_HEIGHT = 3;
const ALARMS_HEIGHT = 5;
const CHART_HEIGHT = 6;

/** Shows the state of every alarm of the stack, and below it what the charts say. */
export class Dashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DashboardProps,
  ) {
    super(scope, id);
    new CloudwatchDashboard(this, "Resource", {
      dashboardName: props.name,
      dashboardBody: Lazy.stringValue({ produce: () => JSON.stringify(this.body()) }),
    });
  }

  private body() {
    const { region, introduction, charts } = this.props;
    const alarms = TerraformStack.of(this)
      .node.findAll()
      .filter((node) => node instanceof CloudwatchMetricAlarm)
      .map(({ arn }) => arn);
    return {
      widgets: [
        {
          type: "text",
          ...{ x: 0, y: 0, width: GRID.columns, height: TEXT_HEIGHT },
          properties: { markdown: introduction },
        },
        {
          type: "alarm",
          ...{ x: 0, y: TEXT_HEIGHT, width: GRID.columns, height: ALARMS_HEIGHT },
          properties: { title: "Alarms", alarms },
        },
        ...charts().map((chart, index) => chartWidget(chart, { index, region })),
      ],
    };
  }
}

function chartWidget(
  { title, lines, periodSeconds = 300 }: Chart,
  { index, region }: { index: number; region: string },
) {
  const width = GRID.columns / GRID.across;
  return {
    type: "metric",
    x: (index % GRID.across) * width,
    y: TEXT_HEIGHT + ALARMS_HEIGHT + Math.floor(index / GRID.across) * CHART_HEIGHT,
    width,
    height: CHART_HEIGHT,
    properties: {
      title,
      region,
      view: "timeSeries",
      period: periodSeconds,
      yAxis: { left: { min: 0 } },
      metrics: lines.map(lineOf),
    },
  };
}

/** CloudWatch's order: namespace, metric, dimensions by turns, then how it is drawn. */
const lineOf = ({ namespace, metric, dimensions, statistic, label, region }: Line) => [
  namespace,
  metric,
  ...Object.entries(dimensions).flat(),
  { stat: statistic, label, ...(region !== undefined && { region }) },
];
