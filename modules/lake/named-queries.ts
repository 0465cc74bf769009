/** A query that analysts find ready in Athena. */
export interface NamedQuery {
  readonly name: string;
  readonly description: string;
  readonly query: string;
}

const today = "date_format(current_timestamp, '%Y%m%d')";

/** Queries every analyst starts from; `?` takes the account. */
export const namedQueries: readonly NamedQuery[] = [
  {
    name: "busiest-principals",
    description: "Who called most today, in one account",
    query: `select actor.user.name, count(*) calls from silver where accountid = ? and eventday = ${today} group by 1 order by 2 desc limit 20`,
  },
  {
    name: "failures-by-service",
    description: "Refused and failed calls of today by service, in one account",
    query: `select api.service.name, api.operation, count(*) failures from silver where accountid = ? and eventday = ${today} and status_id = 2 group by 1, 2 order by 3 desc limit 50`,
  },
];
