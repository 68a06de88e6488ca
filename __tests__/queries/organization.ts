import { type WardenInput } from "../../config/schema";
import { exampleConfig } from "../support/example";

export const ORGANIZATION = {
  id: "o-exampleorg1",
  rootId: "r-abcd",
  managementAccountId: "999999999999",
};

export const organizationConfig = (changes: Partial<WardenInput> = {}) =>
  exampleConfig({ membership: "organization", organization: ORGANIZATION, ...changes });
