import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions, inRegions, kept, named } from "./scope.ts";

/** VPC, ways in and out, certificates, names, the HTTP API. EC2 makes up its ids, so a name cannot narrow them. */
export const networkWrites = (scope: ApplyScope): Grant => [
  inRegions(scope, [...actions("ec2", vpc), ...actions("ec2", routing), ...actions("ec2", machines)]),
  allow(actions("elasticloadbalancing", balancers), [
    ...named(scope, "elasticloadbalancing", "loadbalancer/app/", "targetgroup/", "listener/app/", "listener-rule/app/"),
  ]),
  inRegions(
    scope,
    actions("acm", "RequestCertificate DeleteCertificate AddTagsToCertificate RemoveTagsFromCertificate"),
  ),
  allow(
    actions(
      "route53",
      `CreateHostedZone DeleteHostedZone ChangeResourceRecordSets ChangeTagsForResource CreateHealthCheck
      DeleteHealthCheck UpdateHealthCheck AssociateVPCWithHostedZone UpdateHostedZoneComment`,
    ),
    ["arn:aws:route53:::hostedzone/*", "arn:aws:route53:::healthcheck/*", "arn:aws:route53:::change/*"],
  ),
  inRegions(scope, actions("servicediscovery", discovery)),
  allow(actions("apigateway", "POST PUT PATCH DELETE TagResource UntagResource UpdateRestApiPolicy"), [
    ...scope.regions.map((region) => `arn:aws:apigateway:${region}::/*`),
  ]),
  inRegions(scope, actions("apigateway", "SetWebACL")),
  allow(actions("wafv2", firewalls), kept(scope, "wafv2", "regional/")),
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
  CreateLaunchTemplateVersion ModifyLaunchTemplate EnableEbsEncryptionByDefault ModifyEbsDefaultKmsKeyId
  ModifyInstanceMetadataDefaults EnableSnapshotBlockPublicAccess`;
const balancers = `CreateLoadBalancer DeleteLoadBalancer ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets
  CreateTargetGroup DeleteTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes CreateListener DeleteListener
  ModifyListener ModifyListenerAttributes CreateRule DeleteRule ModifyRule SetRulePriorities AddTags RemoveTags
  AddListenerCertificates RemoveListenerCertificates SetWebACL`;
const discovery = `CreatePrivateDnsNamespace DeleteNamespace CreateService DeleteService UpdateService TagResource
  UntagResource`;
const firewalls = `CreateWebACL DeleteWebACL UpdateWebACL AssociateWebACL DisassociateWebACL PutLoggingConfiguration
  DeleteLoggingConfiguration CreateIPSet DeleteIPSet UpdateIPSet TagResource UntagResource`;
