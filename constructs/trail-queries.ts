import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import { type AuditNames, bucketArn } from "../config/names";
import { type SavedQuery } from "../queries/saved-query";
import { TRAIL_COLUMNS } from "../queries/trail-columns";
import { PARTITIONS, type TrailTable } from "../queries/trail-tables";
import { PrivateBucket } from "./private-bucket";

export interface TrailQueriesProps {
  readonly names: AuditNames;
  readonly tables: readonly TrailTable[];
  readonly queries: readonly SavedQuery[];
  /** Key of the archive; encrypts the results too. */
  readonly keyArn: string;
  /** Bucket for the access logs. */
  readonly accessLogs: string;
}

/** What was found can be found again from the archive, and tells as much as the archive does. */
const RESULTS_KEPT_DAYS = 30;

/**
 * At 5 USD a terabyte (Athena's price in us-east-1) a query costs a dollar at most: a year of an
 * account's calls is far below, one that forgot its days is stopped.
 */
const MOST_BYTES_A_QUERY = 200 * 1024 ** 3;

/** The trail archive by SQL: nobody's query leaves its results unencrypted or elsewhere. */
export class TrailQueries extends Construct {
  constructor(scope: Construct, id: string, props: TrailQueriesProps) {
    super(scope, id);
    const workgroup = this.addWorkgroup(props);
    const database = new GlueCatalogDatabase(this, "Database", {
      name: props.names.glueDatabase,
      description: "Bucket Warden: the trail archive",
    });
    for (const table of props.tables) this.addTable(table, database);
    for (const { name, question, parameters, sql } of props.queries) {
      new AthenaNamedQuery(this, `Query-${name}`, {
        name,
        description: `${question} Parameters: ${parameters.join(", ")}.`,
        workgroup: workgroup.name,
        database: database.name,
        query: forTerraform(sql),
      });
    }
  }

  private addWorkgroup({ names, keyArn, accessLogs }: TrailQueriesProps): AthenaWorkgroup {
    // No lock (S3.15): results are copies of what the archive keeps locked, and expire.
    const results = new PrivateBucket(this, "Results", {
      name: names.queryResults,
      arn: bucketArn(names.place, names.queryResults),
      encryption: { kmsKeyArn: keyArn, bucketKey: true },
      statements: [],
      lifecycle: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: RESULTS_KEPT_DAYS }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
      accessLogs,
    });
    return new AthenaWorkgroup(this, "Workgroup", {
      name: names.athenaWorkgroup,
      description: "Questions to the trail archive",
      // AWS keeps a workgroup that was ever used, for the sake of its history of queries; CloudTrail
      // has that too.
      forceDestroy: true,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MOST_BYTES_A_QUERY,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${results.ready.bucket}/results/`,
          expectedBucketOwner: names.place.accountId,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: keyArn },
        },
      },
    });
  }

  private addTable(table: TrailTable, database: GlueCatalogDatabase): void {
    new GlueCatalogTable(this, `Table-${table.name}`, {
      name: table.name,
      databaseName: database.name,
      description: table.description,
      tableType: "EXTERNAL_TABLE",
      parameters: Object.fromEntries(
        Object.entries(table.parameters).map(([key, value]) => [key, forTerraform(value)]),
      ),
      partitionKeys: PARTITIONS.map((name) => ({ name, type: "string" })),
      storageDescriptor: {
        location: table.location,
        columns: [...TRAIL_COLUMNS],
        inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        // The guide's choice: CloudTrail's own SerDe doesn't know the newer fields.
        serDeInfo: { serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
      },
    });
  }
}

/** Terraform takes `${` and `%{` for its own: doubled they are text. */
const forTerraform = (text: string): string => text.replaceAll(/[$%](?=\{)/g, "$&$&");
