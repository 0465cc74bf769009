import type { Json, JsonObject } from "../../../contracts/ocsf/json.ts";
import { account } from "./principals.ts";
import type { Random } from "./random.ts";

/** A call at a moment of the day. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly identity: JsonObject;
  readonly from: string;
  readonly userAgent: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly readOnly: boolean;
  readonly parameters: JsonObject | null;
  readonly answer?: Json;
  readonly error?: { readonly code: string; readonly message: string };
}

const dataEvents = new Set(["GetObject", "PutObject", "SendMessage"]);

/** The CloudTrail record of a call. `index` is its number in the day: it makes the event id unique whatever the random numbers are. */
export function recordOf(moment: Moment, index: number, random: Random): JsonObject {
  const { service, operation, region, error, identity } = moment;
  const data = dataEvents.has(operation);
  const bucket = moment.parameters?.["bucketName"];
  return {
    eventVersion: "1.11",
    userIdentity: identity,
    eventTime: `${new Date(moment.time).toISOString().slice(0, 19)}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: moment.from,
    userAgent: moment.userAgent,
    ...(error === undefined ? {} : { errorCode: error.code, errorMessage: error.message }),
    requestParameters: moment.parameters,
    responseElements: error === undefined ? (moment.answer ?? null) : null,
    requestID: uuid(random.hex(32)),
    eventID: eventId(index, random),
    readOnly: moment.readOnly,
    ...(typeof bucket === "string" ? { resources: [bucketResource(bucket)] } : {}),
    eventType: "AwsApiCall",
    managementEvent: !data,
    recipientAccountId: account,
    eventCategory: data ? "Data" : "Management",
    ...(/^\d/.test(moment.from) ? { tlsDetails: tlsOf(service, region) } : {}),
  };
}

const bucketResource = (bucket: string): JsonObject => ({
  accountId: account,
  type: "AWS::S3::Bucket",
  ARN: `arn:aws:s3:::${bucket}`,
});

const tlsOf = (service: string, region: string): JsonObject => ({
  tlsVersion: "TLSv1.3",
  cipherSuite: "TLS_AES_128_GCM_SHA256",
  clientProvidedHostHeader: `${service}.${region}.amazonaws.com`,
});

/** An odd factor maps the numbers below 2^48 one to one onto themselves, so the last group alone tells events apart. */
function eventId(index: number, random: Random): string {
  const scrambled = (BigInt(index) * 0x9e3779b97f4bn) & 0xffff_ffff_ffffn;
  return uuid(`${random.hex(12)}4${random.hex(3)}8${random.hex(3)}${scrambled.toString(16).padStart(12, "0")}`);
}

const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
