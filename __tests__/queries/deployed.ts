import { auditNames } from "../../config/names";
import { type WardenConfig } from "../../config/schema";
import { TrailQueries } from "../../constructs/trail-queries";
import { savedQueries } from "../../queries/saved-queries";
import { trailTables } from "../../queries/trail-tables";
import { synth } from "../support/scope";
import { type GlueTable } from "./engine";

interface NamedQuery {
  readonly name: string;
  readonly query: string;
  readonly description: string;
}

interface Blocks {
  readonly aws_athena_named_query: Readonly<Record<string, NamedQuery>>;
  readonly aws_glue_catalog_table: Readonly<Record<string, GlueTable>>;
}

/** The construct as Terraform's JSON. */
export const synthesizedQueries = (config: WardenConfig): string =>
  synth((stack) => {
    new TrailQueries(stack, "TrailQueries", {
      names: auditNames(config),
      tables: trailTables(config),
      queries: savedQueries(config),
      keyArn: "arn:aws:kms:us-east-1:111111111111:key/logs",
      accessLogs: "logs",
    });
  });

/** Tables and queries as AWS gets them: Terraform's doubled signs are single there. */
export function deployedQueries(config: WardenConfig) {
  const json = synthesizedQueries(config);
  const unescaped = json.replaceAll(/\$\$(?=\{)/g, () => "$").replaceAll(/%%(?=\{)/g, () => "%");
  const { resource } = JSON.parse(unescaped) as { readonly resource: Blocks };
  return {
    tables: Object.values(resource.aws_glue_catalog_table),
    queries: Object.values(resource.aws_athena_named_query),
  };
}
