import { ApiGatewayBasePathMapping } from "@cdktf/provider-aws/lib/api-gateway-base-path-mapping/index.js";
import { ApiGatewayDomainName } from "@cdktf/provider-aws/lib/api-gateway-domain-name/index.js";
import { Construct } from "constructs";
import { Certificate, type CertificateOutputs } from "../compute/certificate.ts";
import { EntranceName, type EntranceNameProps } from "../compute/entrance-name.ts";
import type { ZoneOutputs } from "../compute/zone.ts";
import type { RestApiOutputs } from "./rest-api.ts";

/** The name that callers know the API by. */
export interface ApiNameProps {
  readonly zone: ZoneOutputs;
  readonly api: RestApiOutputs;
  /** Two Regions share the name. @default - this API alone. */
  readonly failover?: EntranceNameProps["failover"];
}

/** What others need of the name. */
export interface ApiNameOutputs {
  /** `https://api.cap.example.com/v1` */
  readonly url: string;
  readonly certificate: CertificateOutputs;
}

/** `api.` before the domain of the zone, with a certificate of its own; the stage is the first part of the path. TLS 1.2 and above. */
export class ApiName extends Construct {
  readonly outputs: ApiNameOutputs;
  constructor(scope: Construct, id: string, { zone, api, failover }: ApiNameProps) {
    super(scope, id);
    const domain = `api.${zone.domain}`;
    const certificate = new Certificate(this, "certificate", { zone, domain }).outputs;
    const name = new ApiGatewayDomainName(this, "domain", {
      domainName: domain,
      regionalCertificateArn: certificate.arn,
      securityPolicy: "TLS_1_2",
      endpointConfiguration: { types: ["REGIONAL"] },
    });
    new ApiGatewayBasePathMapping(this, "version", {
      domainName: name.domainName,
      apiId: api.id,
      stageName: api.stage,
      basePath: api.version,
    });
    new EntranceName(this, "name", {
      zone,
      domain,
      target: { dns: name.regionalDomainName, zoneId: name.regionalZoneId },
      ...(failover === undefined ? {} : { failover }),
    });
    this.outputs = { url: `https://${domain}/${api.version}`, certificate };
  }
}
