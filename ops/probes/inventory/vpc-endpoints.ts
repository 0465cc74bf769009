import { allVpcEndpoints } from "../service-interfaces.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";
import { environmentTag } from "./ours.ts";

const ending = /^(deleting|deleted)$/i;

/** VPC endpoints. */
export const vpcEndpoints: Enumerator = {
  types: ["aws_vpc_endpoint"],
  calls: ["ec2:DescribeVpcEndpoints"],
  async unmanaged(look, ours) {
    const known = knownBy(ours.known, ["aws_vpc_endpoint"], "id");
    return (await allVpcEndpoints(look)).flatMap((endpoint) => {
      const { VpcEndpointId: id = "?", ServiceName: name = "?", VpcId, Tags, State, RequesterManaged } = endpoint;
      // A service that made one for itself (MSK's private connectivity) also removes it.
      if (known.has(id) || RequesterManaged === true || ending.test(State ?? "")) return [];
      const why = ours.placed(VpcId) ?? ours.tagged(undefined, environmentTag(Tags));
      return found({ type: "aws_vpc_endpoint", id, name: `${id} of ${name}`, detail: `to ${name}` }, why);
    });
  },
};
