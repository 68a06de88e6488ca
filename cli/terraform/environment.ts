import { devNull } from "node:os";

export interface TerraformEnvironment {
  /** Our own environment, of which next to nothing is passed on. */
  readonly from: NodeJS.ProcessEnv;
  /** Where Terraform finds its providers. @default Terraform's own way */
  readonly cliConfigFile: string | undefined;
  /** Lets `init` reach the registry through a company's proxy. @default false */
  readonly online?: boolean;
}

const ALWAYS = ["PATH", "HOME", "TMPDIR", "LANG", "XDG_DATA_HOME", "XDG_DATA_DIRS"];
const ONLINE = [
  "HTTPS_PROXY",
  "https_proxy",
  "NO_PROXY",
  "no_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
];

/**
 * The whole environment of a Terraform run. A rehearsal must never reach a real account, so that
 * nothing of the caller's AWS settings gets through: no profile, no credentials, no shared files,
 * no metadata service. What is left can't sign a call that AWS would accept.
 */
export function terraformEnvironment(options: TerraformEnvironment): Record<string, string> {
  const { from, cliConfigFile, online = false } = options;
  const passed = [...ALWAYS, ...(online ? ONLINE : [])].flatMap((name) => {
    const value = from[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passed),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    // Runs are short: collecting garbage less often takes a quarter of the processor's work away.
    GOGC: "400",
    ...(cliConfigFile === undefined ? {} : { TF_CLI_CONFIG_FILE: cliConfigFile }),
  };
}
