import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions, inRegions, kept, named } from "./scope.ts";

/** VPC, ways in and out, certificates, names, the HTTP API. EC2 makes up its ids, so no name can narrow them. */
export const networkWrites = (scope: ApplyScope): Grant => [
  allow([...actions("ec2", vpc), ...actions("ec2", routing), ...actions("ec2", machines)], kept(scope, "ec2", "")),
  // An image is nobody's in its ARN.
  allow(
    ["ec2:RunInstances"],
    scope.regions.map((region) => `arn:aws:ec2:${region}::image/*`),
  ),
  inRegions(scope, actions("ec2", defaults)),
  allow(actions("elasticloadbalancing", balancers), [
    ...named(scope, "elasticloadbalancing", "loadbalancer/app/", "targetgroup/", "listener/app/", "listener-rule/app/"),
  ]),
  inRegions(scope, ["acm:RequestCertificate"]),
  allow(
    actions("acm", "DeleteCertificate AddTagsToCertificate RemoveTagsFromCertificate"),
    kept(scope, "acm", "certificate/"),
  ),
  allow(
    actions(
      "route53",
      `DeleteHostedZone ChangeResourceRecordSets ChangeTagsForResource DeleteHealthCheck UpdateHealthCheck
      AssociateVPCWithHostedZone UpdateHostedZoneComment`,
    ),
    ["arn:aws:route53:::hostedzone/*", "arn:aws:route53:::healthcheck/*", "arn:aws:route53:::change/*"],
  ),
  // What is not there yet has no ARN, and Route 53 has one endpoint for all Regions.
  allow(actions("route53", "CreateHostedZone CreateHealthCheck"), ["*"]),
  inRegions(scope, actions("servicediscovery", "CreatePrivateDnsNamespace TagResource UntagResource")),
  allow(actions("servicediscovery", discovery), kept(scope, "servicediscovery", "namespace/", "service/")),
  allow(actions("apigateway", "POST PUT PATCH DELETE UpdateRestApiPolicy SetWebACL"), [
    ...scope.regions.map((region) => `arn:aws:apigateway:${region}::/*`),
  ]),
  allow(actions("wafv2", firewalls), kept(scope, "wafv2", "regional/webacl/cap-", "regional/managedruleset/")),
];

const vpc = `CreateVpc DeleteVpc ModifyVpcAttribute CreateSubnet DeleteSubnet ModifySubnetAttribute CreateSecurityGroup
  DeleteSecurityGroup AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress
  RevokeSecurityGroupEgress ModifySecurityGroupRules UpdateSecurityGroupRuleDescriptionsIngress
  UpdateSecurityGroupRuleDescriptionsEgress CreateNetworkAcl DeleteNetworkAcl CreateNetworkAclEntry
  DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation CreateFlowLogs DeleteFlowLogs CreateTags
  DeleteTags`;
const routing = `CreateInternetGateway DeleteInternetGateway AttachInternetGateway DetachInternetGateway CreateRouteTable
  DeleteRouteTable AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation CreateRoute DeleteRoute
  ReplaceRoute CreateNatGateway DeleteNatGateway AllocateAddress ReleaseAddress AssociateAddress DisassociateAddress
  CreateVpcEndpoint DeleteVpcEndpoints ModifyVpcEndpoint CreateNetworkInterface DeleteNetworkInterface
  ModifyNetworkInterfaceAttribute`;
const machines = `RunInstances TerminateInstances ModifyInstanceAttribute CreateLaunchTemplate DeleteLaunchTemplate
  CreateLaunchTemplateVersion ModifyLaunchTemplate`;
const defaults = `EnableEbsEncryptionByDefault ModifyEbsDefaultKmsKeyId ModifyInstanceMetadataDefaults
  EnableSnapshotBlockPublicAccess`;
const balancers = `CreateLoadBalancer DeleteLoadBalancer ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets
  CreateTargetGroup DeleteTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes CreateListener DeleteListener
  ModifyListener ModifyListenerAttributes CreateRule DeleteRule ModifyRule SetRulePriorities AddTags RemoveTags
  AddListenerCertificates RemoveListenerCertificates SetWebACL`;
const discovery = "DeleteNamespace CreateService DeleteService UpdateService";
const firewalls = `CreateWebACL DeleteWebACL UpdateWebACL AssociateWebACL DisassociateWebACL PutLoggingConfiguration
  DeleteLoggingConfiguration TagResource UntagResource`;
