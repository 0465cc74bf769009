import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Hand, type Mutation, unmanaged } from "../mutation.ts";

const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }],
});
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

/** IAM: who may do what. */
export const roleMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "an inline policy put into a role",
    expect: [unmanaged("aws_iam_role_policy", `${names.of(env, "web-task")}:backdoor`)],
    async apply({ client }) {
      const policy = { RoleName: names.of(env, "web-task"), PolicyName: "backdoor" };
      await client(IAMClient).send(new PutRolePolicyCommand({ ...policy, PolicyDocument: everything }));
      return () => client(IAMClient).send(new DeleteRolePolicyCommand(policy));
    },
  },
  {
    name: "a managed policy attached to a role",
    expect: [unmanaged("aws_iam_role_policy_attachment", `${names.of(env, "collect-task")}/${administrator}`)],
    async apply({ client }) {
      const attachment = { RoleName: names.of(env, "collect-task"), PolicyArn: administrator };
      await client(IAMClient).send(new AttachRolePolicyCommand(attachment));
      return () => client(IAMClient).send(new DetachRolePolicyCommand(attachment));
    },
  },
  {
    name: "a role's own policy changed",
    expect: [changed("aws_iam_role_policy.lake_task_policy", "policy")],
    async apply(hand) {
      const { was, put } = await grantsOf(hand, names.of(env, "lake-task"));
      await put(everything);
      return () => put(was);
    },
  },
  {
    name: "a role's own policy deleted",
    expect: [deleted("aws_iam_role_policy.web_execution_policy")],
    async apply(hand) {
      const { was, put, policy } = await grantsOf(hand, names.of(env, "web-execution"));
      await hand.client(IAMClient).send(new DeleteRolePolicyCommand(policy));
      return () => put(was);
    },
  },
  {
    name: "another account may take a role on",
    expect: [changed("aws_iam_role.control_task_role", "assume_role_policy")],
    async apply({ client }) {
      const RoleName = names.of(env, "control-task");
      const { Role } = await client(IAMClient).send(new GetRoleCommand({ RoleName }));
      const put = (PolicyDocument: string) =>
        client(IAMClient).send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      await put(
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999999999999:root" }, Action: "sts:AssumeRole" },
          ],
        }),
      );
      return () => put(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
    },
  },
  {
    name: "sessions of a role last longer",
    expect: [changed("aws_iam_role.lake_execution_role", "max_session_duration")],
    async apply({ client }) {
      const put = (MaxSessionDuration: number) =>
        client(IAMClient).send(
          new UpdateRoleCommand({ RoleName: names.of(env, "lake-execution"), MaxSessionDuration }),
        );
      await put(43_200);
      return () => put(3_600);
    },
  },
  {
    name: "a role made by hand",
    expect: [unmanaged("aws_iam_role", names.of(env, "by-hand"))],
    async apply({ client }) {
      const RoleName = names.of(env, "by-hand");
      await client(IAMClient).send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
          }),
        }),
      );
      return () => client(IAMClient).send(new DeleteRoleCommand({ RoleName }));
    },
  },
];

/** The policy of a role that Terraform made, and how to write it. */
async function grantsOf({ client }: Hand, RoleName: string) {
  const policy = { RoleName, PolicyName: "grants" };
  const { PolicyDocument = "" } = await client(IAMClient).send(new GetRolePolicyCommand(policy));
  const put = (document: string) =>
    client(IAMClient).send(new PutRolePolicyCommand({ ...policy, PolicyDocument: document }));
  return { was: decodeURIComponent(PolicyDocument), put, policy };
}
