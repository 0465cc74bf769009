/** What CAP decides for every AWS client; the rest (credentials, endpoint) comes from the environment, as in any AWS tool. */
export interface ClientSettings {
  readonly region: string;
  readonly maxAttempts: number;
  readonly retryMode: "standard";
  readonly requestHandler: {
    /** Milliseconds to a TCP and TLS connection. */
    readonly connectionTimeout: number;
    /** Milliseconds from the last byte sent to the answer. */
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
    /** Milliseconds without a byte while an answer is read. */
    readonly socketTimeout: number;
    readonly httpAgent: { readonly keepAlive: true; readonly maxSockets: number };
    readonly httpsAgent: { readonly keepAlive: true; readonly maxSockets: number };
  };
  /** S3 only; other clients do not read it. Virtual-host buckets need DNS that an endpoint of one's own has not. */
  readonly forcePathStyle: boolean;
  /**
   * Asked before every request, where the SDK alone would read AWS_ENDPOINT_URL once: an emulated AWS that had to be
   * started again may answer at another port. Absent where a service has a URL of its own: the SDK knows which is whose.
   */
  readonly endpoint?: () => Promise<{ readonly url: URL }>;
}

/** What a caller may decide per client. */
export interface ClientOptions {
  /** @default - AWS_REGION, then AWS_DEFAULT_REGION, then eu-west-1. */
  readonly region?: string;
  /** Longest wait for one answer, milliseconds. Long polls need their wait on top. @default - 20,000. */
  readonly requestTimeoutMs?: number;
  /** Tries in all. @default - 4. */
  readonly maxAttempts?: number;
}

const defaultRegion = "eu-west-1";
const defaultTimeoutMs = 20_000;
const agent = { keepAlive: true, maxSockets: 64 } as const;

/** The settings of every client, from the process environment. */
export function clientSettings(options: ClientOptions = {}, env: NodeJS.ProcessEnv = process.env): ClientSettings {
  const url = env["AWS_ENDPOINT_URL"];
  const perService = Object.keys(env).some((name) => name.startsWith("AWS_ENDPOINT_URL_"));
  return {
    ...(url === undefined || perService
      ? {}
      : { endpoint: async () => ({ url: new URL(env["AWS_ENDPOINT_URL"] ?? url) }) }),
    region: options.region ?? env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? defaultRegion,
    maxAttempts: options.maxAttempts ?? 4,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: options.requestTimeoutMs ?? defaultTimeoutMs,
      throwOnRequestTimeout: true,
      socketTimeout: options.requestTimeoutMs ?? defaultTimeoutMs,
      httpAgent: agent,
      httpsAgent: agent,
    },
    forcePathStyle: url !== undefined || env["AWS_ENDPOINT_URL_S3"] !== undefined,
  };
}

/** How AWS is reached by a caller whose process environment says nothing of it. */
export interface Reach extends ClientOptions {
  /** Where the emulated AWS stands in, and for which account. @default - AWS, with the credentials of the process. */
  readonly emulated?: { readonly endpoint: string; readonly account: string };
}

/** Settings with the credentials of an emulated account, where there is one. */
export type ReachSettings = ClientSettings & {
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** A client for such a caller. */
export function clientReaching<Client>(
  Constructor: new (settings: ReachSettings) => Client,
  { emulated, ...options }: Reach,
): Client {
  const settings = clientSettings(options);
  if (emulated === undefined) return new Constructor(settings);
  const url = new URL(emulated.endpoint);
  const credentials = { accessKeyId: emulated.account, secretAccessKey: "emulated" };
  return new Constructor({ ...settings, endpoint: async () => ({ url }), credentials, forcePathStyle: true });
}

/** An AWS SDK v3 client as CAP wants it: `awsClient(S3Client)`. The endpoint is AWS_ENDPOINT_URL where that is set. */
export function awsClient<Client>(
  Constructor: new (settings: ClientSettings) => Client,
  options: ClientOptions = {},
): Client {
  return new Constructor(clientSettings(options));
}
