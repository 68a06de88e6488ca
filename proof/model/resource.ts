import type { ProviderPlace, TerraformStack } from "./stack";

/** One resource or data source, with its arguments as Terraform would see them. */
export interface Resource {
  readonly stack: TerraformStack;
  /** `aws_sqs_queue`, or `data.aws_kms_key`. */
  readonly type: string;
  /** `aws_sqs_queue.DeadLetters_1234`, `data.aws_kms_key.X` */
  readonly address: string;
  readonly place: ProviderPlace;
  /** An argument, resolved; else the attribute that AWS makes; undefined where there is neither. */
  value(name: string): unknown;
}

/** `audit aws_sns_topic.Alerts_91F83244` */
export const whereOf = ({ stack, address }: Pick<Resource, "stack" | "address">): string =>
  `${stack.name} ${address}`;

export const textOf = (resource: Resource, name: string): string | undefined => {
  const value = resource.value(name);
  return typeof value === "string" && value !== "" ? value : undefined;
};

type Block = Readonly<Record<string, unknown>>;

/** Blocks of an argument: Terraform JSON has one as an object or in a list. */
export const blocksOf = (resource: Resource, name: string): readonly Block[] =>
  [resource.value(name) ?? []].flat() as unknown as readonly Block[];
