import path from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { duckField, type Spelling } from "./hive-type";

/**
 * DuckDB in Athena's place. Where DuckDB has another name for what Trino does, a macro gives it
 * Trino's: each is a place where these tests aren't Athena (docs/adr/0016).
 */
const MACROS = [
  // DuckDB's paths take no ["…"]; Trino's take no other name with a hyphen.
  String.raw`CREATE MACRO json_extract_scalar(json, path) AS
    json_extract_string(json, regexp_replace(path, '\["([^"]+)"\]', '."\1"', 'g'))`,
  "CREATE MACRO array_join(list, separator) AS array_to_string(list, separator)",
  // Where nothing matches DuckDB answers an empty text, Trino NULL.
  `CREATE MACRO regexp_extract(text, pattern, part) AS
    CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern, part) END`,
];

/** A Glue table as the stack says it, in Terraform's words. */
export interface GlueTable {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly partition_keys: readonly { readonly name: string }[];
  readonly storage_descriptor: {
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  };
}

export interface Catalog {
  readonly database: string;
  readonly tables: readonly GlueTable[];
  /** Holds a folder for each bucket. */
  readonly folder: string;
  readonly spelling: Spelling;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Engine {
  readonly run: (sql: string, values: readonly string[]) => Promise<Row[]>;
  readonly close: () => void;
}

export async function openEngine(catalog: Catalog): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const macro of MACROS) await connection.run(macro);
  await connection.run(`CREATE SCHEMA "${catalog.database}"`);
  for (const table of catalog.tables) await connection.run(tableOf(table, catalog));
  return {
    run: (sql, values) => run(connection, sql, values),
    close: () => {
      instance.closeSync();
    },
  };
}

async function run(
  connection: DuckDBConnection,
  sql: string,
  values: readonly string[],
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, [...values]);
  return reader.getRowObjectsJson();
}

/** The files and partitions that Athena would compute from the table's settings. */
function tableOf(table: GlueTable, { database, folder, spelling }: Catalog): string {
  const { parameters, storage_descriptor: stored, partition_keys: keys } = table;
  const template = parameters["storage.location.template"] ?? "";
  const place = path.join(folder, template.replace(/^s3:\/\//, ""));
  const inPlace = (partition: (name: string) => string) =>
    place.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => partition(name));
  const files = `${inPlace((name) => (name === "day" ? "*/*/*" : "*"))}*.json.gz`;
  const pattern = inPlace((name) => (name === "day" ? "(\\d{4}/\\d{2}/\\d{2})" : "([^/]+)"));
  const names = keys.map(({ name }) => `'${name}'`).join(", ");
  const fields = stored.columns.map(({ name, type }) => duckField(`${name}:${type}`, "", spelling));
  const columns = stored.columns.map(({ name }) => `record."${name}"`);
  const regions = (parameters["projection.region.values"] ?? "").split(",");
  const [firstDay] = (parameters["projection.day.range"] ?? "").split(",");
  return `CREATE TABLE "${database}"."${table.name}" AS
    SELECT ${columns.join(", ")}, unnest(place) FROM (
      SELECT unnest(Records) AS record,
        system.main.regexp_extract(filename, '${pattern}', [${names}]) AS place
      FROM read_json('${files}', filename = true,
        columns = {Records: 'STRUCT(${fields.join(", ")})[]'})
    ) WHERE place.region IN (${regions.map((region) => `'${region}'`).join(", ")})
      AND place.day >= '${firstDay ?? ""}'`;
}
