/** What API Gateway asks, as far as it is read. Source: API Gateway developer guide, "Input to a Lambda authorizer". */
export interface Question {
  /** The header `Authorization`, whole. */
  readonly authorizationToken?: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<verb>/<path>`. */
  readonly methodArn: string;
}

/** What API Gateway is answered. Source: the same, "Output from a Lambda authorizer". */
export interface Answer {
  /** Who it is. */
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: "2012-10-17";
    readonly Statement: readonly [
      { readonly Action: "execute-api:Invoke"; readonly Effect: "Allow" | "Deny"; readonly Resource: string },
    ];
  };
  /** For the access log; no secret is among it. */
  readonly context: Readonly<Record<string, string>>;
  /** Value of the API key whose plan the call counts against. */
  readonly usageIdentifierKey?: string;
}

/** Who calls, once that is known. */
export interface Caller {
  readonly customer: string;
  /** Value of the API key that their calls count against. It opens nothing: the API takes it from here alone. */
  readonly usageKey: string;
}

/** The token of a header `Authorization: Bearer …`; undefined when there is none. */
export const bearerOf = (header: string | undefined): string | undefined => /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];

/**
 * The answer of API Gateway about a caller; undefined is nobody we know. It is kept for every path of the stage, for as
 * long as the authoriser's time to live: an answer about one path would be used for another.
 */
export function answer({ methodArn }: Question, caller: Caller | undefined): Answer {
  const [api = "", stage = ""] = methodArn.split("/");
  const policy = (Effect: "Allow" | "Deny"): Answer["policyDocument"] => ({
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect, Resource: `${api}/${stage}/*` }],
  });
  if (caller === undefined)
    return { principalId: "nobody", policyDocument: policy("Deny"), context: { customer: "nobody" } };
  const { customer, usageKey } = caller;
  return {
    principalId: customer,
    policyDocument: policy("Allow"),
    context: { customer },
    usageIdentifierKey: usageKey,
  };
}
