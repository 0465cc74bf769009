import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate/index.js";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation/index.js";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import { Construct } from "constructs";
import { domainFaults } from "../../contracts/domain.ts";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { ZoneOutputs } from "./zone.ts";

/** A certificate for a name in our zone. */
export interface CertificateProps {
  readonly zone: ZoneOutputs;
  /** Below the zone, or the zone itself. */
  readonly domain: string;
}

/** What a listener or an API needs of a certificate. */
export interface CertificateOutputs {
  /** Of the certificate once it is valid. */
  readonly arn: string;
}

/** Every fault of the props. */
export function validateCertificate({ zone, domain }: CertificateProps): Fault[] {
  const within = domain === zone.domain || domain.endsWith(`.${zone.domain}`);
  if (!within) return [{ field: "domain", got: domain, want: `${zone.domain} or a name below it` }];
  return domainFaults("domain", domain);
}

/**
 * A certificate of ACM that proves itself, and renews itself, by a record in the zone. The first time, it waits until the
 * zone above names our name servers.
 */
export class Certificate extends Construct {
  readonly outputs: CertificateOutputs;
  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    assertValid(`certificate of ${props.domain}`, validateCertificate(props));
    const { zone, domain } = props;
    const certificate = new AcmCertificate(this, "certificate", {
      domainName: domain,
      validationMethod: "DNS",
      // A listener never stands without one.
      lifecycle: { createBeforeDestroy: true },
    });
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, "proof", {
      zoneId: zone.id,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      // Two Regions prove the same name by the same record.
      allowOverwrite: true,
    });
    const valid = new AcmCertificateValidation(this, "valid", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
    });
    this.outputs = { arn: valid.certificateArn };
  }
}
