import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, type Mutation, opened, unmanaged } from "../mutation.ts";

/** KMS. */
export const keyMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "a key's rotation switched off",
    expect: [changed("aws_kms_key.key_audit", "enable_key_rotation")],
    async apply({ client, held }) {
      const KeyId = held("aws_kms_key.key_audit", "key_id");
      await client(KMSClient).send(new DisableKeyRotationCommand({ KeyId }));
      return () => client(KMSClient).send(new EnableKeyRotationCommand({ KeyId }));
    },
  },
  {
    name: "everybody may decrypt",
    expect: [changed("aws_kms_key.key_state", "policy")],
    async apply({ client, held }) {
      const key = { KeyId: held("aws_kms_key.key_state", "key_id"), PolicyName: "default" };
      const { Policy = "" } = await client(KMSClient).send(new GetKeyPolicyCommand(key));
      const put = (document: string) => client(KMSClient).send(new PutKeyPolicyCommand({ ...key, Policy: document }));
      await put(opened(Policy, "kms:Decrypt", "*"));
      return () => put(Policy);
    },
  },
  {
    name: "a key disabled",
    expect: [changed("aws_kms_key.key_audit", "is_enabled")],
    async apply({ client, held }) {
      const KeyId = held("aws_kms_key.key_audit", "key_id");
      await client(KMSClient).send(new DisableKeyCommand({ KeyId }));
      return () => client(KMSClient).send(new EnableKeyCommand({ KeyId }));
    },
  },
  {
    name: "another name for a key",
    expect: [unmanaged("aws_kms_alias", "alias/by-hand")],
    async apply({ client, held }) {
      const AliasName = "alias/by-hand";
      const TargetKeyId = held("aws_kms_key.key_events", "key_id");
      await client(KMSClient).send(new CreateAliasCommand({ AliasName, TargetKeyId }));
      return () => client(KMSClient).send(new DeleteAliasCommand({ AliasName }));
    },
  },
  {
    name: "a name of ours leads to another key",
    expect: [changed("aws_kms_alias.keys_operations-alias", "target_key_id")],
    async apply({ client, held }) {
      const put = (key: string) =>
        client(KMSClient).send(
          new UpdateAliasCommand({
            AliasName: `alias/${names.of(env, "operations")}`,
            TargetKeyId: held(`aws_kms_key.key_${key}`, "key_id"),
          }),
        );
      await put("events");
      return () => put("operations");
    },
  },
];
