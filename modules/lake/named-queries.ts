/** A query that analysts find ready in Athena. */
export interface NamedQuery {
  /** Words with hyphens; the prepared statement of the same query has underscores, for Athena allows no hyphen there. */
  readonly name: string;
  readonly description: string;
  /** `?` are values that whoever asks gives, in the order that the description names them. */
  readonly query: string;
}

const today = "date_format(current_timestamp, '%Y%m%d')";
const here = `from silver where accountid = ? and eventday = ${today}`;

/** Calls that switch off what would see an attacker. */
const blinding = ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "DeleteFlowLogs", "DeleteDetector"];
/** Calls that make a lasting way in. */
const doors = ["CreateAccessKey", "CreateUser", "CreateLoginProfile", "AttachUserPolicy", "UpdateAssumeRolePolicy"];
const oneOf = (operations: readonly string[]): string => operations.map((o) => `'${o}'`).join(", ");

/** Queries every analyst starts from. */
export const namedQueries: readonly NamedQuery[] = [
  {
    name: "busiest-principals",
    description: "Who called most today; takes the account",
    query: `select actor.user.name, count(*) calls ${here} group by 1 order by 2 desc limit 20`,
  },
  {
    name: "failures-by-service",
    description: "Refused and failed calls of today by service; takes the account",
    query: `select api.service.name, api.operation, count(*) failures ${here} and status_id = 2 group by 1, 2 order by 3 desc limit 50`,
  },
  {
    name: "sign-ins-without-mfa",
    description: "Sign-ins to the console of today without a second factor; takes the account",
    query: `select time_dt, actor.user.uid, src_endpoint.ip, status ${here} and api.operation = 'ConsoleLogin' and coalesce(actor.session.is_mfa, false) = false order by time limit 100`,
  },
  {
    name: "root-activity",
    description: "What the root user did today; takes the account",
    query: `select time_dt, api.service.name, api.operation, src_endpoint.ip, status ${here} and actor.user.type = 'Root' order by time limit 100`,
  },
  {
    name: "blinding-calls",
    description: "Calls of today that switch logging or detection off; takes the account",
    query: `select time_dt, actor.user.uid, api.operation, src_endpoint.ip, status ${here} and api.operation in (${oneOf(blinding)}) order by time limit 100`,
  },
  {
    name: "lasting-ways-in",
    description: "Keys, users and trusts made today; takes the account",
    query: `select time_dt, actor.user.uid, api.operation, src_endpoint.ip, status ${here} and api.operation in (${oneOf(doors)}) order by time limit 100`,
  },
  {
    name: "trail-of-an-address",
    description: "Everything an address did on one day; takes the account, the day (YYYYMMDD) and the address",
    query:
      "select time_dt, actor.user.uid, api.service.name, api.operation, status from silver where accountid = ? and eventday = ? and src_endpoint.ip = ? order by time limit 1000",
  },
  {
    name: "activity-of-a-month",
    description: "Calls by service of the last 30 days; takes the account",
    query:
      "select eventday, service, sum(calls) calls from daily_activity where accountid = ? and eventday >= date_format(current_timestamp - interval '30' day, '%Y%m%d') group by 1, 2 order by 1, 3 desc",
  },
  {
    name: "turned-away-packets",
    description: "Addresses that were turned away most on one day; takes the account and the day (YYYY/MM/DD)",
    query:
      "select srcaddr, dstport, sum(packets) packets from vpc_flow_logs where accountid = ? and eventday = ? and action = 'REJECT' group by 1, 2 order by 3 desc limit 50",
  },
];

/** Name of the prepared statement of a query: `execute root_activity using '111122223333'`. */
export const preparedName = ({ name }: NamedQuery): string => name.replaceAll("-", "_");
