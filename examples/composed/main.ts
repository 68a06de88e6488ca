import { App } from "cdktf";
import { ExportsStack } from "./exports-stack";

const app = new App();
new ExportsStack(app, "exports", {
  accountId: "222222222222",
  region: "eu-west-1",
  bucketName: "acme-nightly-exports",
  team: "exports-team@example.com",
});
app.synth();
