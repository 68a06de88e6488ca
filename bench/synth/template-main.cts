/*
 * A program as CDKTF's TypeScript template has it: every resource from the provider's index, a plain
 * App, types checked by ts-node at each run. `.cts` keeps it out of what tsconfig.json includes:
 * the index's types cost the compiler and every editor another 650 MB. That also keeps it from
 * eslint, which forbids the import: here it is what is measured.
 */
import * as aws from "@cdktf/provider-aws";
import { App } from "cdktf";
import { loadConfig } from "../../config/load";
import { planStacks } from "../../config/stack-plan";
import { buildStack } from "../../stacks/build-stack";

// An import that nothing uses isn't made.
console.log(`Terraform provider: ${aws.provider.AwsProvider.tfResourceType}`);

const config = loadConfig();
const app = new App();
for (const planned of planStacks(config)) buildStack(app, planned, config);
app.synth();
