/** What is known of one metric: the sets of dimensions under which it has values, and what may be made of them. */
export interface MetricFact {
  readonly dimensions: readonly (readonly string[])[];
  readonly statistics: readonly string[];
  /** Where it was read, or why this statistic and no other. */
  readonly why: string;
  /** Region in which alone it has values. @default - each Region its own. */
  readonly region?: string;
}

/** By namespace and name, with a blank between. */
export type MetricFacts = Readonly<Record<string, MetricFact>>;

const cluster = [["Cluster Name"]];
const broker = [["Cluster Name", "Broker ID"]];
const group = [["Cluster Name", "Consumer Group", "Topic"]];

/** Amazon MSK developer guide, "Metrics for monitoring" and "Best practices". The specification knows none of them. */
const kafka: MetricFacts = {
  "AWS/Kafka ActiveControllerCount": {
    dimensions: cluster,
    statistics: ["Maximum"],
    why: "each broker sends it, and all but the controller send 0: an average is a fraction, a minimum always 0",
  },
  "AWS/Kafka OfflinePartitionsCount": {
    dimensions: cluster,
    statistics: ["Maximum", "Sum"],
    why: "real from the controller only; the others send 0, which an average would water down",
  },
  "AWS/Kafka CpuUser": { dimensions: broker, statistics: ["Average"], why: "percent of one broker, 60 s" },
  "AWS/Kafka CpuSystem": { dimensions: broker, statistics: ["Average"], why: "percent of one broker, 60 s" },
  "AWS/Kafka KafkaDataLogsDiskUsed": {
    dimensions: broker,
    statistics: ["Maximum"],
    why: "percent of one disk; standard brokers only",
  },
  "AWS/Kafka HeapMemoryAfterGC": {
    dimensions: broker,
    statistics: ["Average"],
    why: "percent of one heap; one collection that came late is no leak",
  },
  "AWS/Kafka UnderReplicatedPartitions": {
    dimensions: broker,
    statistics: ["Sum", "Maximum"],
    why: "partitions that one broker leads",
  },
  "AWS/Kafka UnderMinIsrPartitionCount": {
    dimensions: broker,
    statistics: ["Average", "Maximum"],
    why: "partitions that one broker leads; one value a minute",
  },
  "AWS/Kafka CPUCreditBalance": {
    dimensions: broker,
    statistics: ["Average", "Minimum"],
    why: "credits of one t3 broker, at most 576",
  },
  "AWS/Kafka IAMTooManyConnections": {
    dimensions: broker,
    statistics: ["Sum"],
    why: "each is a connection that was refused",
  },
  "AWS/Kafka ProduceThrottleTime": {
    dimensions: broker,
    statistics: ["Average", "Maximum"],
    why: "milliseconds that producers were made to wait",
  },
  "AWS/Kafka FetchThrottleTime": {
    dimensions: broker,
    statistics: ["Average", "Maximum"],
    why: "milliseconds that consumers were made to wait",
  },
  "AWS/Kafka EstimatedMaxTimeLag": { dimensions: group, statistics: ["Maximum"], why: "the partition furthest behind" },
  "AWS/Kafka MaxOffsetLag": { dimensions: group, statistics: ["Maximum"], why: "the partition furthest behind" },
  "AWS/Kafka SumOffsetLag": { dimensions: group, statistics: ["Maximum"], why: "one value a minute: a sum already" },
};

const replication = [["SourceBucket", "DestinationBucket", "RuleId"]];
const requests = [["BucketName", "FilterId"]];
const service = [["ClusterName", "ServiceName"], ["ClusterName"]];

/** Services that the specification leaves out, or metrics that are newer than it; each from its service's own guide. */
const others: MetricFacts = {
  "AWS/S3 OperationsFailedReplication": {
    dimensions: replication,
    statistics: ["Maximum", "Sum"],
    why: "S3 user guide, replication metrics; sends nothing while nothing is copied",
  },
  "AWS/S3 ReplicationLatency": {
    dimensions: replication,
    statistics: ["Maximum"],
    why: "S3 user guide, replication metrics: seconds of the copy furthest behind",
  },
  "AWS/S3 BytesPendingReplication": {
    dimensions: replication,
    statistics: ["Maximum"],
    why: "S3 user guide, replication metrics: a gauge",
  },
  "AWS/S3 4xxErrors": {
    dimensions: requests,
    statistics: ["Average", "Sum"],
    why: "S3 user guide, request metrics: each request sends 0 or 1, so an average is a share",
  },
  "AWS/S3 5xxErrors": {
    dimensions: requests,
    statistics: ["Average", "Sum"],
    why: "S3 user guide, request metrics: each request sends 0 or 1, so an average is a share",
  },
  "AWS/CertificateManager DaysToExpiry": {
    dimensions: [["CertificateArn"]],
    statistics: ["Minimum"],
    why: "ACM user guide, CloudWatch metrics: twice a day until the end",
  },
  "AWS/WAFV2 BlockedRequests": {
    dimensions: [["WebACL", "Region", "Rule"]],
    statistics: ["Sum"],
    why: "WAF developer guide, metrics and dimensions, of a Regional web ACL",
  },
  "AWS/Lambda ClaimedAccountConcurrency": {
    dimensions: [[]],
    statistics: ["Maximum"],
    why: "Lambda developer guide, concurrency metrics: of the account, without a dimension",
  },
  "AWS/EC2 StatusCheckFailed": {
    dimensions: [["InstanceId"], ["AutoScalingGroupName"]],
    statistics: ["Maximum", "Sum"],
    why: "EC2 user guide, status check metrics: 0 or 1, also by group",
  },
  "AWS/Route53 HealthCheckStatus": {
    dimensions: [["HealthCheckId"]],
    statistics: ["Minimum"],
    why: "Route 53 developer guide: 1 or 0 each minute",
    region: "us-east-1",
  },
  "ECS/ContainerInsights RunningTaskCount": {
    dimensions: service,
    statistics: ["Maximum", "Average", "Minimum"],
    why: "CloudWatch user guide, Container Insights for ECS: a gauge, 0 while no task runs",
  },
};

/** Metrics that the specification does not have, or has without what is needed of them. */
export const metricFacts: MetricFacts = { ...kafka, ...others };

/**
 * Statistics other than the one that the specification names for the metric, each with its reason. By namespace and name.
 */
export const arguedStatistics: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS/SQS ApproximateAgeOfOldestMessage": { Maximum: "sampled once a minute: one old message is one too many" },
  "AWS/SQS ApproximateNumberOfMessagesVisible": { Maximum: "sampled once a minute: one dead letter is one too many" },
  "AWS/SQS ApproximateNumberOfMessagesNotVisible": { Maximum: "sampled once a minute, against a hard limit" },
  "AWS/ApplicationELB UnHealthyHostCount": { Maximum: "each node of the load balancer counts for itself" },
  "AWS/ApiGateway 4XXError": { Average: "each request sends 0 or 1, so an average is a share" },
  "AWS/ApiGateway 5XXError": { Average: "each request sends 0 or 1, so an average is a share" },
  "AWS/ECS CPUUtilization": {
    SampleCount: "each running task sends one value a minute: their number counts the tasks",
  },
};

/** Metrics of single requests, of which percentiles can be asked. */
export const distributions = /^(AWS\/(ApiGateway|ApplicationELB|Lambda|DynamoDB)) \w*(Latency|Duration|ResponseTime)$/;
