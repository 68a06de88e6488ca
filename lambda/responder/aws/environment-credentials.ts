/**
 * Stands in for the SDK's chain of credential providers when the function is bundled. Lambda hands
 * its role's credentials over in the environment and in no other way, so the rest of the chain
 * (files, SSO, STS, instance metadata) would only be weight.
 */
export function defaultProvider() {
  return (): Promise<Credentials> => {
    const {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    } = process.env;
    if (!accessKeyId || !secretAccessKey) {
      return Promise.reject(new Error("no AWS credentials in the environment"));
    }
    return Promise.resolve({ accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) });
  };
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
