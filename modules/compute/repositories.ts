import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type ImageName, names, type Place, type ServiceName, serviceNames } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** One image repository per service, and one for Kafka where it runs on Fargate. */
export interface RepositoriesProps {
  readonly place: Place;
  readonly key: KeyOutputs;
  /** `disposable` deletes a repository with its images. */
  readonly safety: "disposable" | "protected";
  /** Whether Kafka runs from an image, too. @default - false. */
  readonly kafka?: boolean;
  /** How many images are kept. @default - 50: half a year of weekly releases to roll back to. */
  readonly keep?: number;
}

/** What others need of a repository. */
export interface RepositoryOutputs {
  readonly name: string;
  readonly arn: string;
  /** Registry and name, without a tag. */
  readonly url: string;
}
/** The repositories, by image. */
export type RepositoriesOutputs = Readonly<Record<ServiceName, RepositoryOutputs>> & {
  readonly kafka?: RepositoryOutputs;
};

/** Every fault of the props. */
export function validateRepositories({ keep = 50 }: RepositoriesProps): Fault[] {
  const fine = Number.isInteger(keep) && keep >= 2;
  return fine ? [] : [{ field: "keep", got: keep, want: "at least 2: what runs, and what to go back to" }];
}

const lifecycle = (keep: number): string =>
  JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `keep the last ${keep} images`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keep },
        action: { type: "expire" },
      },
    ],
  });

/** Repositories whose tags never move; every push is scanned. */
export class Repositories extends Construct {
  readonly outputs: RepositoriesOutputs;
  constructor(scope: Construct, id: string, props: RepositoriesProps) {
    super(scope, id);
    assertValid("repositories", validateRepositories(props));
    const images: readonly ImageName[] = props.kafka === true ? [...serviceNames, "kafka"] : serviceNames;
    const repositories = images.map((name) => [name, this.repository(name, props)] as const);
    this.outputs = Object.fromEntries(repositories) as Record<ServiceName, RepositoryOutputs>;
  }

  private repository(image: ImageName, { place, key, safety, keep = 50 }: RepositoriesProps): RepositoryOutputs {
    const repository = new EcrRepository(this, image, {
      name: names.repository(place, image),
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.arn }],
      forceDelete: safety === "disposable",
      lifecycle: { preventDestroy: safety === "protected" },
    });
    repository.overrideLogicalId(`repository_${image}`);
    new EcrLifecyclePolicy(this, `${image}-lifecycle`, { repository: repository.name, policy: lifecycle(keep) });
    return { name: repository.name, arn: repository.arn, url: repository.repositoryUrl };
  }
}

/** Grants pulling images. Asking for a token cannot be narrowed to a repository. */
export const grantPull = (repository: RepositoryOutputs): Grant => [
  allow(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], [repository.arn]),
  allow(["ecr:GetAuthorizationToken"], ["*"]),
];
