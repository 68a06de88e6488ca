/**
 * What JSON doesn't tell: which of an object's keys are blocks in Terraform's native syntax. All others
 * are arguments.
 */
export interface BlockShape {
  readonly blocks?: Readonly<Record<string, BlockShape>>;
  /** Arguments that Terraform wants as bare references. */
  readonly references?: readonly string[];
  /** The object's keys are labels of blocks of this shape. */
  readonly labelled?: (label: string) => BlockShape;
}

/** As `terraform providers schema -json` tells it, but for what nobody asks here. */
export interface SchemaBlock {
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

export interface ProviderSchema {
  readonly provider: { readonly block: SchemaBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

const lifecycle: BlockShape = {
  references: ["ignore_changes", "replace_triggered_by"],
  blocks: { precondition: {}, postcondition: {} },
};

const terraform: BlockShape = {
  blocks: {
    backend: { labelled: () => ({}) },
    cloud: { blocks: { workspaces: {} } },
    required_providers: {},
  },
};

/** The shape of a whole file whose resources are of this provider. */
export const fileShape = (schema: ProviderSchema): BlockShape => ({
  blocks: {
    terraform,
    provider: { labelled: () => shapeOf(schema.provider.block) },
    data: { labelled: (type) => elementsOf(type, schema.data_source_schemas) },
    resource: { labelled: (type) => elementsOf(type, schema.resource_schemas) },
    import: { references: ["to", "provider"] },
    moved: { references: ["from", "to"] },
    removed: { references: ["from"], blocks: { lifecycle: {} } },
    output: { labelled: () => ({ references: ["depends_on"] }) },
  },
});

function elementsOf(type: string, schemas: ProviderSchema["resource_schemas"]): BlockShape {
  const schema = schemas[type];
  if (!schema) throw new Error(`the provider knows no ${type}`);
  const { blocks } = shapeOf(schema.block);
  const element = { blocks: { ...blocks, lifecycle }, references: ["depends_on", "provider"] };
  return { labelled: () => element };
}

const shapeOf = ({ block_types = {} }: SchemaBlock): BlockShape => ({
  blocks: Object.fromEntries(
    Object.entries(block_types).map(([name, { block }]) => [name, shapeOf(block)]),
  ),
});
