/** A list price of AWS. */
export interface Price {
  readonly usd: number;
  /** What it buys: `broker-hour`, `GB-month`. */
  readonly per: string;
  /** Where it was read, and when. `unconfirmed` is from memory. */
  readonly source: string;
}

/** List prices, us-east-1 unless the name says otherwise. A month is 730 hours. */
export const prices = {
  kafkaT3Small: { usd: 0.0456, per: "broker-hour", source: "infracost test data, 2024-07-01" },
  kafkaM7gLarge: { usd: 0.204, per: "broker-hour", source: "AWS MSK sizing script, 2026-08-20" },
  kafkaExpressM7gLarge: { usd: 0.408, per: "broker-hour", source: "AWS MSK sizing script, 2026-08-20" },
  kafkaStorage: { usd: 0.1, per: "GB-month", source: "AWS MSK sizing script, 2026-08-20" },
  kafkaServerlessCluster: { usd: 0.75, per: "cluster-hour", source: "public copies of the price page" },
  kafkaServerlessPartition: { usd: 0.0015, per: "partition-hour", source: "public copies of the price page" },
  fargateArmVcpu: { usd: 0.03238, per: "vCPU-hour", source: "vendor blog, undated" },
  fargateArmMemory: { usd: 0.00356, per: "GB-hour", source: "vendor blog, undated" },
  natGateway: { usd: 0.045, per: "hour", source: "infracost test data, 2024-07" },
  natGatewayData: { usd: 0.045, per: "GB", source: "infracost test data, 2024-07" },
  t4gNano: { usd: 0.0042, per: "hour", source: "fck-nat README" },
  publicAddress: { usd: 0.005, per: "hour", source: "AWS" },
  flowLogsToS3: { usd: 0.25, per: "GB", source: "from memory: unconfirmed" },
  interfaceEndpoint: { usd: 0.01, per: "zone-hour", source: "infracost test data, 2024-10" },
  loadBalancer: { usd: 16.43, per: "month", source: "infracost test data, 2024-07" },
  loadBalancerCapacity: { usd: 5.84, per: "LCU-month", source: "infracost test data, 2024-07" },
  s3Standard: { usd: 0.023, per: "GB-month", source: "infracost test data, 2024-07" },
  s3StandardIa: { usd: 0.0125, per: "GB-month", source: "infracost test data, 2024-07" },
  s3Put: { usd: 0.005, per: "1,000 requests", source: "infracost test data, 2024-07" },
  interRegionData: { usd: 0.02, per: "GB", source: "from memory: unconfirmed" },
  s3TimeControl: { usd: 0.015, per: "GB", source: "from memory: unconfirmed" },
  dynamodbWrites: { usd: 0.625, per: "million units", source: "infracost test data, 2024-11-15" },
  dynamodbReads: { usd: 0.125, per: "million units", source: "infracost test data, 2024-11-15" },
  dynamodbStorage: { usd: 0.25, per: "GB-month", source: "infracost test data, 2024-11-15" },
  dynamodbPitr: { usd: 0.2, per: "GB-month", source: "infracost test data, 2024-11-15" },
  dynamodbWriteUnits: { usd: 0.00065, per: "unit-hour", source: "from memory: unconfirmed" },
  dynamodbReadUnits: { usd: 0.00013, per: "unit-hour", source: "from memory: unconfirmed" },
  lambdaRequests: { usd: 0.2, per: "million requests", source: "infracost test data" },
  lambdaArm: { usd: 0.0000133334, per: "GB-second", source: "infracost test data" },
  apiRequests: { usd: 3.5, per: "million requests", source: "infracost test data" },
  sqsRequests: { usd: 0.4, per: "million requests", source: "infracost test data" },
  athenaScanned: { usd: 5, per: "TB", source: "AWS" },
  stateTransitions: { usd: 0.025, per: "1,000 transitions", source: "from memory: unconfirmed" },
  glueDpu: { usd: 0.44, per: "DPU-hour", source: "infracost test data" },
  kmsKey: { usd: 1, per: "key-month", source: "infracost test data" },
  alarm: { usd: 0.1, per: "metric-month", source: "infracost test data" },
  compositeAlarm: { usd: 0.5, per: "alarm-month", source: "from memory: unconfirmed" },
  dashboard: { usd: 3, per: "dashboard-month", source: "infracost test data" },
  customMetric: { usd: 0.3, per: "metric-month", source: "infracost test data" },
  logsIn: { usd: 0.5, per: "GB", source: "AWS" },
  logsKept: { usd: 0.03, per: "GB-month", source: "AWS" },
  backupTables: { usd: 0.1, per: "GB-month", source: "from memory: unconfirmed" },
  tableRestores: { usd: 0.15, per: "GB", source: "infracost test data, 2024-11-15" },
  restoreTests: { usd: 1.5, per: "test", source: "from memory: unconfirmed" },
  configItem: { usd: 0.003, per: "item", source: "infracost test data" },
  configEvaluation: { usd: 0.001, per: "evaluation", source: "infracost test data" },
  trailManagementCopies: { usd: 2, per: "100,000 events", source: "infracost test data" },
  trailDataEvents: { usd: 0.1, per: "100,000 events", source: "infracost test data" },
  trailInsights: { usd: 0.35, per: "100,000 events", source: "infracost test data" },
  guardDutyTrail: { usd: 4, per: "million events", source: "from memory: unconfirmed" },
  guardDutyFlow: { usd: 1, per: "GB", source: "from memory: unconfirmed" },
  securityHubCheck: { usd: 0.001, per: "check", source: "from memory: unconfirmed" },
  xrayTraces: { usd: 5, per: "million traces", source: "public copies of the price page" },
  quickSightAuthor: { usd: 24, per: "author-month", source: "AWS, 2026, quoted" },
  secret: { usd: 0.4, per: "secret-month", source: "infracost test data" },
  hostedZone: { usd: 0.5, per: "zone-month", source: "infracost test data" },
  healthCheck: { usd: 0.75, per: "check-month", source: "infracost test data" },
  firewall: { usd: 5, per: "web ACL-month", source: "from memory: unconfirmed" },
  firewallRequests: { usd: 0.6, per: "million requests", source: "from memory: unconfirmed" },
  firewallRule: { usd: 1, per: "rule-month", source: "from memory: unconfirmed" },
} as const satisfies Record<string, Price>;

/** One of {@link prices}. */
export type PriceName = keyof typeof prices;
